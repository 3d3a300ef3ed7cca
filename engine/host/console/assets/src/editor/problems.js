// What is wrong, in all files: marks in the text, and a list that leads to each place.
import { afterwards } from './ask.js'
import { button, element, tag, words } from './dom.js'

const count = (number, one) => `${number} ${one}${number === 1 ? '' : 's'}`

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
    this.say(`${count(found.errors, 'error')}, ${count(found.warnings, 'warning')} in all files.`)
    this.countByFile(found.files)
    this.list.replaceChildren(...found.findings.map((each) => this.row(each)))
    if (checked === this.state.text.value) this.mark(found.findings)
  }

  /// A screen reader speaks what changes, and only that.
  say (words) {
    if (this.status.textContent !== words) this.status.textContent = words
  }

  countByFile (files) {
    for (const link of document.querySelectorAll('.tg-files nav a')) {
      const found = files[new URLSearchParams(link.search).get('file')]
      const known = link.parentElement.querySelector('.tg-file-count')
      const words = [[found?.errors, 'error'], [found?.warnings, 'warning']]
        .filter(([number]) => number).map(([number, one]) => count(number, one)).join(', ')
      if ((known?.textContent ?? '') === words) continue
      known?.remove()
      if (words) {
        const made = tag(words, found.errors ? 'red' : 'yellow')
        made.classList.add('tg-file-count')
        link.parentElement.append(' ', made)
      }
    }
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
    there.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      if (here) this.state.text.goTo(each.line, each.column)
      else this.state.keeper.thenGo(there.href)
    })
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
