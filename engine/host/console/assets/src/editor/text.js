// The text: CodeMirror in the place of the text area. What stands in it is the file, byte for byte:
// it is split where the file itself ends lines, and joined in the same way.
import { completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import {
  bracketMatching, defaultHighlightStyle, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting
} from '@codemirror/language'
import { lintGutter, lintKeymap, nextDiagnostic, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { EditorState, Text } from '@codemirror/state'
import {
  drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars,
  keymap, lineNumbers
} from '@codemirror/view'
import { element } from './dom.js'
import { ByteWalk, indexOfByte, separatorOf } from './bytes.js'
import { help } from './help.js'

const look = EditorView.theme({
  '&': { border: '2px solid #0b0c0c', fontSize: '16px', height: '65vh' },
  '&.cm-focused': { outline: '3px solid #ffdd00', outlineOffset: '0' },
  '.cm-scroller': { fontFamily: 'monospace', lineHeight: '1.4' },
  '.cm-gutters': { backgroundColor: '#f8f8f8', color: '#484949' },
  '.cm-tooltip': { maxWidth: 'min(36em, 95vw)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { maxHeight: 'none' }
})

/// A browser that types over a selection by itself keeps its looks with a style in the markup, which
/// the page's policy forbids: so it is done here.
const typesOver = EditorView.domEventHandlers({
  beforeinput (event, view) {
    const over = event.inputType === 'insertText' && !view.state.selection.main.empty
    if (!over || event.isComposing || !event.data) return false
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true })
    event.preventDefault()
    return true
  }
})

export class TextEditor {
  constructor (form, text, nonce, asking) {
    const area = form.elements.text
    this.separator = separatorOf(text)
    this.onChange = () => {}
    this.onHelp = () => {}
    const parent = element('div', { class: 'tg-editor__code' })
    area.closest('.govuk-form-group').replaceWith(parent)
    this.view = new EditorView({ state: this.begun(text, nonce, asking), parent })
  }

  begun (text, nonce, asking) {
    return EditorState.create({
      doc: Text.of(text.split(this.separator)),
      extensions: [
        EditorState.lineSeparator.of(this.separator), EditorView.cspNonce.of(nonce),
        lineNumbers(), highlightActiveLineGutter(), highlightSpecialChars(), history(),
        foldGutter(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(),
        highlightSelectionMatches(), syntaxHighlighting(defaultHighlightStyle), lintGutter(),
        keymap.of([...completionKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap,
          ...lintKeymap, { key: 'Mod-Alt-n', run: nextDiagnostic }]),
        yaml(), look, typesOver, help(asking, this),
        EditorView.contentAttributes.of({ 'aria-label': 'Text of the definition', tabindex: '0' }),
        EditorView.updateListener.of((update) => update.docChanged && this.onChange())
      ]
    })
  }

  get value () {
    return this.view.state.sliceDoc()
  }

  /// As one step that can be undone.
  replace (text) {
    const length = this.view.state.doc.length
    this.view.dispatch({ changes: { from: 0, to: length, insert: this.split(text) } })
  }

  split (text) {
    const ends = this.separator === '\r\n' ? /\r\n|\r|\n/ : '\n'
    return Text.of(text.split(ends))
  }

  /// `edits`: in bytes of `text`, which is the text as it stands with `separator` between its lines.
  edit (edits, separator = this.separator) {
    const walk = new ByteWalk(this.joinedBy(separator), separator)
    const sorted = [...edits].sort((a, b) => a.offset - b.offset)
    this.view.dispatch({
      changes: sorted.map((each) => ({
        from: walk.to(each.offset), to: walk.to(each.offset + each.length), insert: this.split(each.text)
      })),
      scrollIntoView: true
    })
    this.view.focus()
  }

  joinedBy (separator) {
    const { doc } = this.view.state
    return doc.sliceString(0, doc.length, separator)
  }

  positionOf (line, column) {
    const doc = this.view.state.doc
    if (line < 1 || line > doc.lines) return 0
    const row = doc.line(line)
    return Math.min(row.to, row.from + indexOfByte(row.text, Math.max(0, column - 1)))
  }

  goTo (line, column) {
    const anchor = this.positionOf(line, column)
    this.view.dispatch({
      selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' })
    })
    this.view.focus()
  }

  /// Where a state is written: its short names one after the other, each deeper than the one before.
  goToState (id) {
    const lines = this.value.split(/\r\n|\r|\n/)
    let row = -1
    let indent = -1
    for (const name of id.split('.')) {
      const next = lines.findIndex((line, at) => at > row &&
        line.trimStart().startsWith(name + ':') && line.search(/\S/) > indent)
      if (next < 0) break
      row = next
      indent = lines[row].search(/\S/)
    }
    if (row >= 0) this.goTo(row + 1, indent + 1)
  }

  /// `findings`: {line, column, severity, message, source, actions, render}
  mark (findings) {
    const doc = this.view.state.doc
    const diagnostics = findings.map((each) => {
      const from = this.positionOf(each.line, each.column)
      const rest = doc.lineAt(from).text.slice(from - doc.lineAt(from).from)
      const length = rest.match(/^[^\s,{}[\]]+/)?.[0].length ?? Math.min(1, rest.length)
      return {
        from, to: from + length, severity: each.severity, source: each.source,
        message: each.message, renderMessage: each.render, actions: each.actions
      }
    })
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics))
  }
}
