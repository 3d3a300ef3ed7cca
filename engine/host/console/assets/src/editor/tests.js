// The tests of the draft, and what they reach.
import { button, element, table, tag, words } from './dom.js'

const reachOf = (one) => one.of === 0 ? 'none' : `${one.reached} of ${one.of} (${one.percent} %)`

export class TestRun {
  constructor (state, tab) {
    this.state = state
    this.status = element('p', { class: 'govuk-body', role: 'status' }, 'No test has run yet.')
    this.answer = element('div')
    tab.panel.append(
      element('div', { class: 'govuk-button-group' },
        button("Run this folder's tests", () => this.run(false)),
        button('Run all tests', () => this.run(true))),
      this.status, this.answer)
  }

  async run (all) {
    this.status.textContent = 'Tests run…'
    this.answer.replaceChildren()
    try {
      const told = await this.state.asking.latest('tests',
        () => ({ text: this.state.text.value, ...(all ? { all: 'yes' } : {}) }))
      if (told) this.show(told)
    } catch (refused) {
      this.status.textContent = 'No test ran: ' + refused.message
    }
  }

  link (file, line) {
    return element('a', { class: 'govuk-link', href: this.state.asking.address(file, line) },
      `${file}:${line}`)
  }

  show (told) {
    const failed = told.tests.filter((each) => !each.passed)
    const passed = told.tests.filter((each) => each.passed)
    this.status.textContent = told.diagnostics.some((each) => each.severity === 'error')
      ? 'With errors in the definitions or tests nothing ran; they stand under Problems or below.'
      : `${passed.length} passed, ${failed.length} failed.`
    const faults = told.diagnostics.map((each) => words(`${each.file}:${each.line}: ${each.message}`))
    this.answer.replaceChildren(...faults, ...failed.map((each) => this.failure(each)),
      this.results([...failed, ...passed]),
      this.coverage(told.coverage), ...this.missing(told.coverage))
  }

  failure (test) {
    return element('div', { class: 'govuk-inset-text' },
      element('h3', { class: 'govuk-heading-s' }, test.name + ' '),
      words(this.link(test.file, test.line)), element('pre', { class: 'tg-pre' }, test.failure))
  }

  results (tests) {
    return table('Tests, those that failed first', ['Test', 'Ended', 'Where'],
      tests.map((each) => [each.name,
        tag(each.passed ? 'Passed' : 'Failed', each.passed ? 'green' : 'red'),
        this.link(each.file, each.line)]),
      'No test lies in this folder: a file that ends with .test.yaml holds some.')
  }

  coverage (pathways) {
    return table('What the tests reached',
      ['Pathway', 'States', 'Ways', 'Deadlines', 'Rungs of ladders'],
      pathways.map((each) => [each.pathway, reachOf(each.states), reachOf(each.transitions),
        reachOf(each.deadlines), reachOf(each.rungs)]), '')
  }

  missing (pathways) {
    return pathways.flatMap((pathway) => {
      const all = [...pathway.states.missing, ...pathway.transitions.missing]
      if (all.length === 0) return []
      return [element('details', { class: 'govuk-details' },
        element('summary', { class: 'govuk-details__summary' },
          element('span', { class: 'govuk-details__summary-text' },
            `${pathway.pathway}: not reached by any test (${all.length})`)),
        element('ul', { class: 'govuk-list govuk-details__text' }, all.slice(0, 100).map((each) =>
          element('li', {}, each.name + ' ', this.link(each.file, each.line)))))]
    })
  }
}
