// What publishing the draft would do to live cases, in words, what has to be said of them first, and
// the way to a plan.
import { button, element, field, table, words } from './dom.js'

export class Changes {
  constructor (state, tab) {
    this.state = state
    this.status = element('p', { class: 'govuk-body', role: 'status' },
      'Live cases have not been looked at yet.')
    this.answer = element('div')
    tab.panel.append(button('Look at live cases', () => this.look()), this.status, this.answer)
  }

  async look () {
    this.status.textContent = 'Live cases are looked at…'
    this.answer.replaceChildren()
    try {
      const told = await this.state.asking.latest('changes',
        () => ({ text: this.state.text.value }))
      if (told) this.show(told)
    } catch (refused) {
      this.status.textContent = 'No plan could be made: ' + refused.message
    }
  }

  show (told) {
    const faulty = told.diagnostics.some((each) => each.severity === 'error')
    this.status.textContent = faulty
      ? 'With errors in the draft there is no plan; they stand under Problems.'
      : `${told.cases} live cases: ${told.changes} brought over, ${told.blocked} without a way, ` +
        `${told.incidents} held by an incident; ${told.notices_now} notices at once.`
    this.answer.replaceChildren(
      table('What differs from the workflows folder', ['What', 'Where', 'Kind'],
        told.differences.map((each) => [
          element('span', {}, each.words,
            each.because ? element('span', { class: 'tg-hint' }, each.because) : ''),
          each.document, each.kind]),
        'The draft says the same as the workflows folder.'),
      ...told.deleted.map((path) => words(`Deleted in the draft: ${path}. A pathway whose file is gone ` +
        'stays published, and its live cases go on.')),
      ...(faulty ? [] : this.plan(told)))
  }

  plan (told) {
    const lines = table('What it would do to live cases',
      ['What', 'Cases', 'Pathway', 'The first of them'],
      told.lines.map((each) => [each.words, String(each.cases), each.pathway,
        each.first.join(', ')]), 'It changes nothing for live cases.')
    const teams = table('Things to do, by team', ['Team', 'Before', 'After'],
      told.teams.map((each) => [each.team || 'none', String(each.before), String(each.after)]),
      'No team has more or less to do.')
    const all = [...told.mappings.map((each) => this.mapping(each)), lines, teams,
      ...told.tried.map((each) => words(each))]
    if (told.publishes.length === 0) return [...all, words('Everything in it is published already.')]
    return [...all, words('Would publish ' + told.publishes.join(', ') + '. To approve it: ' +
      told.approval + '.'), this.form()]
  }

  /// Where live cases of a state that is gone stand now: one line of text, at its place.
  mapping (asked) {
    const now = field(`Cases in ${asked.was} now stand in`, 'select')
    now.made.append(...asked.states.map((value) =>
      element('option', { value, selected: value === asked.nearest ? '' : undefined }, value)))
    const said = element('p', { class: 'govuk-body', role: 'status' })
    const group = element('div', { class: 'govuk-inset-text' },
      element('h3', { class: 'govuk-heading-s' }, `${asked.pathway}: ${asked.was} is gone`),
      now.group, button('Add the line', () => this.map(asked, now.made.value, said)), said)
    return group
  }

  async map (asked, now, said) {
    const { asking, text } = this.state
    const sent = text.value
    try {
      const fix = await asking.ask('map', {
        text: sent, pathway: asked.pathway, was: asked.was, now
      })
      if (text.value !== sent) {
        said.textContent = 'The text has changed meanwhile; add the line again.'
      } else if (asked.file === asking.of.file) {
        text.edit(fix.edits)
        said.textContent = 'It stands in the text. Look at live cases again to see what is left.'
      } else {
        const line = `migrate: states: ${asked.was}: ${now}`
        said.replaceChildren(`It belongs into another file (${line}): `, element('a', {
          class: 'govuk-link', href: asking.address(asked.file)
        }, asked.file))
      }
    } catch (refused) {
      said.textContent = 'Not added: ' + refused.message
    }
  }

  /// The page's own form, once the text is kept.
  form () {
    const hidden = { ...this.state.asking.of, csrf: this.state.asking.csrf }
    const form = element('form', { method: 'post', action: '/definitions/edit/plan' },
      Object.entries(hidden).map(([name, value]) =>
        element('input', { type: 'hidden', name, value })),
      element('button', { type: 'submit', class: 'govuk-button' },
        'Make this plan and ask for approval'))
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      if (await this.state.keeper.keep()) form.submit()
    })
    return form
  }
}
