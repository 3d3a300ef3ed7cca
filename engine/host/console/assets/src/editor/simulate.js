// One case of the open definition, step by step. The server keeps nothing: each time it is told
// the whole script, and what it answers is shown.
import { button, element, field, table, words } from './dom.js'

/// "name = value" lines as facts: true, false and whole numbers are what they look like.
export function factsOf (text) {
  const facts = {}
  for (const line of text.split('\n')) {
    const at = line.indexOf('=')
    if (at < 1) continue
    const value = line.slice(at + 1).trim()
    facts[line.slice(0, at).trim()] = value === 'true' || value === 'false'
      ? value === 'true'
      : /^-?\d{1,15}$/.test(value) ? Number(value) : value
  }
  return facts
}

export class Simulation {
  constructor (state, tab) {
    this.state = state
    this.steps = []
    this.where = []
    this.status = element('p', { class: 'govuk-body', role: 'status' }, 'Not begun.')
    this.answer = element('div')
    this.offers = element('datalist', { id: 'editor-events' })
    this.event = field('Event', 'input', { list: 'editor-events', autocomplete: 'off', spellcheck: 'false' })
    this.facts = field('Facts that come with it', 'textarea', { rows: 3, spellcheck: 'false' },
      'One a line, like supervised = true')
    this.days = field('Days that go by', 'input', { inputmode: 'numeric', value: '1' })
    this.days.made.classList.add('govuk-input--width-4')
    tab.panel.append(this.event.group, this.offers, this.facts.group,
      element('div', { class: 'govuk-button-group' }, button('Send event', () => this.send()),
        button('Back one step', () => this.back()), button('Begin again', () => this.begin())),
      this.days.group, button('Let time go by', () => this.wait()), this.status, this.answer,
      this.recording())
  }

  /// Events that the diagram knows.
  offer (drawn) {
    const names = new Set(drawn.ways.map((way) => way.event)
      .filter((event) => event && !event.startsWith('timer ') && event !== 'done'))
    this.offers.replaceChildren(...[...names].sort().map((value) => element('option', { value })))
  }

  send () {
    const name = this.event.made.value.trim()
    if (!name) {
      this.status.textContent = 'Enter an event first.'
      return this.event.made.focus()
    }
    return this.run([...this.steps, { event: { name, data: factsOf(this.facts.made.value) } }])
  }

  wait () {
    const days = Number(this.days.made.value)
    if (!(days > 0 && days <= 366)) {
      this.status.textContent = 'Enter between 1 and 366 days.'
      return this.days.made.focus()
    }
    return this.run([...this.steps, { after: Math.round(days * 86400000) }])
  }

  back () {
    return this.run(this.steps.slice(0, -1))
  }

  begin () {
    return this.run([])
  }

  recording () {
    this.name = field('Name of the test', 'input', { autocomplete: 'off' },
      'A sentence that is true of these steps, like: The bed is lost')
    this.recorded = element('p', { class: 'govuk-body', role: 'status' })
    return element('div', {}, element('h3', { class: 'govuk-heading-s' }, 'Keep it as a test'),
      this.name.group, button('Save as a test', () => this.record()), this.recorded)
  }

  async record () {
    const name = this.name.made.value.trim()
    if (!name || this.steps.length === 0) {
      this.recorded.textContent = name ? 'Do some steps first.' : 'Enter a name for the test first.'
      return this.name.made.focus()
    }
    this.recorded.textContent = 'The test is tried…'
    try {
      const { asking, text } = this.state
      const told = await asking.latest('record', () => ({
        text: text.value, name, script: JSON.stringify({ events: this.steps })
      }))
      if (told) this.isRecorded(told)
    } catch (refused) {
      this.recorded.textContent = 'Not saved: ' + refused.message
    }
  }

  isRecorded (told) {
    this.state.keeper.wrote(told.file)
    const otherwise = [...told.active].sort().join() !== [...this.where].sort().join()
    this.recorded.replaceChildren('It passes, and is in the draft: ',
      element('a', { class: 'govuk-link', href: this.state.asking.address(told.file) }, told.file), '. ',
      otherwise ? 'On a whole case, whose people are allocated and whose other pathways run, it ends in ' +
        told.active.join(', ') + '. ' : '',
      'Run this folder\'s tests to see it among the others.')
  }

  async run (steps) {
    this.status.textContent = 'One moment…'
    try {
      const told = await this.state.asking.latest('simulate', () => ({
        text: this.state.text.value, script: JSON.stringify({ events: steps })
      }))
      if (told) this.show(steps, told)
    } catch (refused) {
      this.status.textContent = 'Not done: ' + refused.message
    }
  }

  show (steps, told) {
    // A step that could not be done is no part of the script.
    this.steps = told.error ? steps.slice(0, told.steps.length - 1) : steps
    const last = told.steps[told.steps.length - 1]
    const where = last?.configuration ?? []
    this.where = where
    this.status.textContent = (told.error ? 'Not done: ' + told.error + ' ' : '') +
      (where.length > 0 ? 'It is in ' + where.join(', ') + '.' : 'It is in no state.')
    this.state.diagram.mark(where)
    this.answer.replaceChildren(
      table('What happened', ['Step', 'When', 'Event', 'Then in', 'What else'],
        told.steps.map((each, at) => [String(at), each.at.replace('T', ' ').slice(0, 16),
          each.event ?? (at === 0 ? 'begins' : 'time goes by'), each.configuration.join(', '),
          [...each.fired, ...each.raised, ...each.sent, ...each.log].join('; ')]), ''),
      element('details', { class: 'govuk-details' },
        element('summary', { class: 'govuk-details__summary' },
          element('span', { class: 'govuk-details__summary-text' }, 'As a script to keep')),
        element('div', { class: 'govuk-details__text' },
          words('For `throughgate simulate --script`:'),
          element('pre', { class: 'tg-pre' }, JSON.stringify({ events: this.steps }, null, 1)))))
  }
}
