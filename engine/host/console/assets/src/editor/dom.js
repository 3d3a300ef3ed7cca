// Elements in few words. Text is set as text: nothing that was written becomes markup.
const svgNames = 'http://www.w3.org/2000/svg'

function filled (made, attributes, content) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else if (value !== false && value !== undefined) made.setAttribute(name, value)
  }
  made.append(...content.flat().filter((each) => each !== '' && each != null))
  return made
}

export function element (name, attributes = {}, ...content) {
  return filled(document.createElement(name), attributes, content)
}

export function shape (name, attributes = {}, ...content) {
  return filled(document.createElementNS(svgNames, name), attributes, content)
}

export function button (text, act, kind = 'secondary') {
  return element('button',
    { type: 'button', class: `govuk-button govuk-button--${kind}`, onclick: act }, text)
}

export function tag (text, colour) {
  return element('strong', { class: `govuk-tag govuk-tag--${colour}` }, text)
}

export function words (...content) {
  return element('p', { class: 'govuk-body' }, ...content)
}

/// Ids are long: they may break after each of their parts, so that a table fits its panel.
function breakable (text) {
  const parts = text.match(/[^._=]+[._=]*|[._=]+/g) ?? []
  return parts.flatMap((part, at) => at === 0 ? [part] : [element('wbr'), part])
}

/// `rows`: cells, each a text or an element.
export function table (caption, columns, rows, empty) {
  if (rows.length === 0) return words(empty)
  const head = element('tr', {}, columns.map((each) =>
    element('th', { scope: 'col', class: 'govuk-table__header' }, each)))
  const body = rows.map((cells) => element('tr', { class: 'govuk-table__row' },
    cells.map((each, at) => element(at === 0 ? 'th' : 'td', {
      class: at === 0 ? 'govuk-table__header' : 'govuk-table__cell',
      scope: at === 0 ? 'row' : undefined,
      'data-label': at === 0 ? undefined : columns[at]
    }, typeof each === 'string' ? breakable(each) : each))))
  return element('div', { class: 'tg-scrolls', role: 'region', 'aria-label': caption, tabindex: 0 },
    element('table', { class: 'govuk-table tg-small-table' },
      element('caption', { class: 'govuk-table__caption govuk-table__caption--s' }, caption),
      element('thead', { class: 'govuk-table__head' }, head),
      element('tbody', { class: 'govuk-table__body' }, body)))
}

let fields = 0
/// A labelled field, and what holds both.
export function field (label, kind = 'input', attributes = {}, hint = '') {
  const id = `editor-field-${++fields}`
  const made = element(kind, {
    id, class: `govuk-${kind}`, 'aria-describedby': hint ? `${id}-hint` : undefined, ...attributes
  })
  const group = element('div', { class: 'govuk-form-group' },
    element('label', { class: 'govuk-label', for: id }, label),
    hint ? element('div', { class: 'govuk-hint', id: `${id}-hint` }, hint) : '', made)
  return { group, made }
}
