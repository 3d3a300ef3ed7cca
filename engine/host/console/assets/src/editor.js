// The editor of definitions. The page works without it: a text area and buttons that lead to
// reports. With it the text is checked while somebody writes, and drawn, simulated and tested
// beside it. Everything that is known about definitions is asked of the server.
import { Asking } from './editor/ask.js'
import { Changes } from './editor/changes.js'
import { Diagram } from './editor/diagram.js'
import { element } from './editor/dom.js'
import { Keeper } from './editor/keep.js'
import { Problems } from './editor/problems.js'
import { Simulation } from './editor/simulate.js'
import { Splitter } from './editor/split.js'
import { panels } from './editor/panels.js'
import { TestRun } from './editor/tests.js'
import { TextEditor } from './editor/text.js'
import { Unsaved } from './editor/unsaved.js'

const place = document.getElementById('editor')
const form = document.getElementById('text-form')

/// What the panels beside the text are given.
async function start () {
  const asking = new Asking(place, form)
  const unsaved = unsavedOf(asking.of)
  const given = await asking.text()
  const beside = element('div', { class: 'tg-editor__beside' })
  const below = element('div', { class: 'tg-editor__below' })
  const state = { asking, unsaved, place, form, nonce: place.dataset.nonce, layout: place.dataset.layout }
  state.text = new TextEditor(form, given.text, state.nonce, asking)
  state.keeper = new Keeper(state, given.seen, below)
  state.problems = new Problems(state, below)
  const helped = element('p', { class: 'govuk-body tg-helped', role: 'status' })
  state.text.onHelp = (words) => { helped.textContent = words }
  form.append(helped)
  place.append(new Splitter(place).line, beside, below)
  place.classList.add('tg-editor--live')
  const tabs = panels(beside, ['Diagram', 'Simulate', 'Tests', 'What changes'])
  state.diagram = new Diagram(state, tabs[0])
  state.simulation = new Simulation(state, tabs[1])
  state.tests = new TestRun(state, tabs[2])
  state.changes = new Changes(state, tabs[3])
  listen(state, tabs)
  state.keeper.restore()
  state.problems.look()
  state.diagram.look()
  const line = new URLSearchParams(window.location.search).get('line')
  if (line) state.text.goTo(Number(line), 1)
}

/// What this tab holds; at once, since a deletion can be taken back before the text is there.
function unsavedOf (open) {
  const unsaved = new Unsaved(place.dataset.user, open)
  unsaved.forgetDeleted([...document.querySelectorAll('.tg-files nav a')].map((each) => each.textContent))
  document.querySelector('a[href*="/edit/remove?"]')
    .addEventListener('click', () => unsaved.askToDelete())
  return unsaved
}

function listen (state, tabs) {
  state.text.onChange = () => {
    state.keeper.later()
    state.problems.later()
    state.diagram.later()
  }
  tabs[0].onShow = () => state.diagram.look()
  const acts = {
    format: () => format(state),
    keep: () => state.keeper.keep(),
    check: () => state.problems.look().then(() => state.problems.focus()),
    tests: () => tabs[2].show() || state.tests.run(false),
    changes: () => tabs[3].show() || state.changes.look(),
    table: () => tabs[0].show()
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    acts[event.submitter?.value ?? 'keep']()
  })
}

/// Laid out as `throughgate fmt` does it; only what differs is changed, so that the cursor stays.
async function format (state) {
  const { asking, keeper, text } = state
  const sent = text.joinedBy('\n')
  try {
    const told = await asking.latest('format', () => ({ text: sent }))
    if (!told) return
    if (text.joinedBy('\n') !== sent) return keeper.say('The text has changed meanwhile; format it again.')
    const [fault] = told.faults
    if (fault) return keeper.say(`It cannot be laid out before it can be read. Line ${fault.line}: ${fault.message}`)
    if (told.edits.length === 0) return keeper.say('It is laid out already.')
    text.edit(told.edits, '\n')
  } catch (refused) {
    keeper.say('Not laid out: ' + refused.message)
  }
}

if (place && place.dataset.nonce) start()
