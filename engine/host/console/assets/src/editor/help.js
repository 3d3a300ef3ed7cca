// What the server knows of the word at hand: told while a pointer rests on it or on a key, and
// offered while one is being written. Nothing of it is known here.
import { autocompletion } from '@codemirror/autocomplete'
import { hoverTooltip, keymap } from '@codemirror/view'
import { bytesOf } from './bytes.js'
import { element } from './dom.js'

const placesTold = 5

/// The reference marks what is written as it stands.
const marked = (text) => text.split('`').map((part, at) => at % 2 ? element('code', {}, part) : part)
const unmarked = (text) => text.replaceAll('`', '')

/// A title, what is known, and where it is declared.
function about (asking, hint) {
  const places = hint.declared.slice(0, placesTold).map((each) => element('li', {},
    element('a', { class: 'govuk-link', href: asking.address(each.file, each.line) },
      `${each.file}:${each.line}`)))
  const more = hint.declared.length - places.length
  return element('div', { class: 'tg-hint-box' },
    element('p', {}, element('strong', {}, hint.name), ` (${hint.kind})`),
    hint.words ? element('p', {}, marked(hint.words)) : '',
    places.length > 0 ? element('p', {}, 'Declared in') : '',
    places.length > 0 ? element('ul', {}, places, more > 0 ? element('li', {}, `and ${more} more`) : '') : '')
}

const inOneLine = (hint) => `${hint.name} (${hint.kind})` + (hint.words ? ': ' + unmarked(hint.words) : '') +
  (hint.declared.length > 0 ? ` Declared in ${hint.declared[0].file}, line ${hint.declared[0].line}.` : '')

async function hintsAt (asking, editor, position) {
  const before = editor.view.state.sliceDoc(0, position)
  const told = await asking.latest('describe', () => ({ text: editor.value, offset: bytesOf(before) }))
    .catch(() => undefined)
  return told?.hints ?? []
}

const resting = (asking, editor) => hoverTooltip(async (view, position) => {
  const hints = await hintsAt(asking, editor, position)
  if (hints.length === 0) return null
  const word = view.state.wordAt(position)
  return {
    pos: word?.from ?? position,
    end: word?.to ?? position,
    above: true,
    create: () => ({ dom: element('div', {}, hints.map((each) => about(asking, each))) })
  }
}, { hideOnChange: true })

/// The same for whoever has no pointer, as words that a screen reader speaks.
const onKey = (asking, editor) => keymap.of([{
  key: 'Mod-Alt-i',
  run (view) {
    hintsAt(asking, editor, view.state.selection.main.head).then((hints) => editor.onHelp(
      hints.length > 0 ? hints.map(inOneLine).join(' ') : 'Nothing is known of this word.'))
    return true
  }
}])

const applied = (each) => each.kind === 'key' ? each.text + ': ' : each.text

const offers = (asking, editor) => async (context) => {
  const word = context.matchBefore(/[\w.-]+/)
  const before = context.state.sliceDoc(0, context.pos)
  if (!word && !context.explicit) return null
  const told = await asking.latest('complete', () => ({ text: editor.value, offset: bytesOf(before) }))
    .catch(() => undefined)
  if (!told || told.all.length === 0 || context.aborted) return null
  return {
    from: word?.from ?? context.pos,
    validFor: /^[\w.-]*$/,
    options: told.all.map((each) => ({
      label: each.text, detail: each.kind, info: unmarked(each.words) || undefined, apply: applied(each)
    }))
  }
}

/// So few at a time that nothing scrolls which the keyboard could not reach; arrows bring the others.
const offersShown = 8

export const help = (asking, editor) => [
  resting(asking, editor), onKey(asking, editor),
  autocompletion({ override: [offers(asking, editor)], maxRenderedOptions: offersShown })
]
