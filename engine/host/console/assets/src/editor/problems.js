// What is wrong, in all files: marks in the text, and a list that leads to each place.
import { afterwards } from './ask.js'
import { button, element, tag, words } from './dom.js'

const fixable = (finding, file) =>
  finding.fix && finding.fix.edits.every((each) => each.file === file)

export class Problems {
  constructor (state, parent) {
    this.state = state
    this.file = state.asking.of.file
    this.title = element('h2', { class: 'govuk-heading-m', tabindex: -1 }, 'Problems')
    this.status = element('p', { class: 'govuk-body', role: 'status' }, 'Not checked yet.')
    this.list = element('ul', { class: 'govuk-list tg-problems' })
    parent.append(element('section', { 'aria-label': 'Problems' }, this.title, this.status,
      this.list))
    this.later = afterwards(() => this.look(), 600)
  }

  focus () {
    this.title.focus()
  }

  async look () {
    const { asking, text } = this.state
    let sent
    try {
      const found = await asking.latest('check', () => {
        sent = text.value
        return { text: sent }
      })
      if (found) this.show(found, sent)
    } catch (refused) {
      this.status.textContent = 'Not checked: ' + refused.message
      if (refused.status === 0 || refused.status === 503) this.later()
    }
  }

  show (found, checked) {
    this.checked = checked
    const count = (number, one) => `${number} ${one}${number === 1 ? '' : 's'}`
    this.status.textContent = `${count(found.errors, 'error')}, ` +
      `${count(found.warnings, 'warning')} in all files.`
    this.list.replaceChildren(...found.findings.map((each) => this.row(each)))
    if (checked === this.state.text.value) this.mark(found.findings)
  }

  mark (findings) {
    this.state.text.mark(findings.filter((each) => each.file === this.file).map((each) => ({
      ...each,
      source: each.code,
      render: () => element('div', {}, this.about(each)),
      actions: fixable(each, this.file)
        ? [{ name: each.fix.title, apply: () => this.fix(each.fix) }]
        : []
    })))
  }

  about (each) {
    return [element('span', {}, each.message), each.hint ? element('p', {}, each.hint) : '',
      element('p', {}, this.meaning(each))]
  }

  meaning (each) {
    return element('a', {
      class: 'govuk-link', href: '/definitions/edit/codes/' + each.code, target: '_blank'
    }, 'What ' + each.code + ' means (opens in a new tab)')
  }

  row (each) {
    const here = each.file === this.file
    const name = each.line ? `${each.file}:${each.line}:${each.column}` : each.file
    const there = element('a', {
      class: 'govuk-link', href: this.state.asking.address(each.file, each.line)
    }, name)
    if (here) {
      there.addEventListener('click', (event) => {
        event.preventDefault()
        this.state.text.goTo(each.line, each.column)
      })
    }
    const error = each.severity === 'error'
    return element('li', { class: 'tg-problem' },
      tag(error ? 'Error' : 'Warning', error ? 'red' : 'yellow'), ' ', there, ' ', each.message,
      each.hint ? element('span', { class: 'tg-hint' }, ' ' + each.hint) : '', ' ',
      this.meaning(each),
      fixable(each, this.file) ? words(button('Fix: ' + each.fix.title, () => this.fix(each.fix)))
        : '')
  }

  fix (fix) {
    if (this.checked !== this.state.text.value) {
      this.status.textContent = 'The text has changed since it was checked; it is checked again.'
      return this.look()
    }
    this.state.text.edit(fix.edits)
  }
}
