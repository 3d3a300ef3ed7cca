// What publishing the draft would do to live cases, in words, and the way to a plan.
import { button, element, table, words } from './dom.js'

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
      ...(faulty ? [] : this.plan(told)))
  }

  plan (told) {
    const lines = table('What it would do to live cases',
      ['What', 'Cases', 'Pathway', 'The first of them'],
      told.lines.map((each) => [each.words, String(each.cases), each.pathway,
        each.first.join(', ')]), 'It changes nothing for live cases.')
    if (told.publishes.length === 0) return [lines, words('Everything in it is published already.')]
    return [lines, words('Would publish ' + told.publishes.join(', ') + '. To approve it: ' +
      told.approval + '.'), this.form()]
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
