// The diagram of the pathway or chart that is open: a drawing whose states take the focus, and the
// same as a table, always.
import { afterwards } from './ask.js'
import { button, element, shape, table } from './dom.js'
import { graphOf, laidOut, linesOf } from './layout.js'

const large = 150 // states

const eventOf = (way) => (way.event || 'at once') + (way.at ? `: ${way.at}` : '')
const targetOf = (way) => way.to.length > 0 ? way.to.join(', ') : way.refuses ? 'refused' : 'stays'

/// One line for all ways between the same two states.
function joinedOf (drawn) {
  const known = new Map(drawn.states.map((each) => [each.id, each]))
  const lines = new Map()
  for (const way of drawn.ways) {
    for (const to of way.to) {
      if (!known.has(way.from) || !known.has(to)) continue
      const name = way.from + ' -> ' + to
      lines.set(name, { id: name, from: way.from, to, ways: [...(lines.get(name)?.ways ?? []), way] })
    }
  }
  return [...lines.values()]
}

export class Diagram {
  constructor (state, tab) {
    this.state = state
    this.tab = tab
    this.now = new Set()
    this.status = element('p', { class: 'govuk-body', role: 'status' })
    this.picture = element('div', { class: 'tg-diagram' })
    this.scale = 1
    this.sizes = element('div', { class: 'govuk-button-group' },
      button('Smaller', () => this.size(this.scale / 1.5)),
      button('Larger', () => this.size(this.scale * 1.5)),
      button('All of it', () => this.size(this.picture.clientWidth / this.wide)))
    this.about = element('div', { class: 'govuk-inset-text' }, 'Choose a state to read its ways.')
    this.tables = element('div')
    tab.panel.append(this.status, this.sizes, this.picture, this.about, this.tables)
    this.later = afterwards(() => this.look(), 1200)
  }

  /// One after the other: while a large one is laid out, what is typed is drawn once, afterwards.
  async look () {
    const text = this.state.text.value
    if (this.under || !this.tab.isShown() || text === this.drawnOf) return
    this.under = true
    await this.draw(text)
    this.under = false
    if (this.state.text.value !== text) this.later()
  }

  async draw (text) {
    try {
      const drawn = await this.state.asking.ask('diagram', { text })
      this.drawnOf = text
      this.status.textContent = drawn.states.length > large
        ? 'It is large: its picture takes a moment. The tables below say the same already.'
        : ''
      await this.show(drawn)
      this.status.textContent = ''
    } catch (refused) {
      this.status.textContent = this.drawn
        ? 'The diagram shows the text as it last was without errors.'
        : 'Not drawn: ' + refused.message.split('\n')[0]
    }
  }

  async show (drawn) {
    this.drawn = drawn
    this.joined = joinedOf(drawn)
    this.tables.replaceChildren(...this.inWords())
    this.state.simulation?.offer(drawn)
    const placed = await laidOut(this.state.layout, graphOf(drawn, this.joined))
    this.picture.replaceChildren(this.paint(placed))
    this.wide = placed.width + 8
    this.high = placed.height + 8
    this.size(this.scale)
    this.bringIn(this.first())
  }

  size (scale) {
    if (!this.wide) return
    this.scale = Math.min(2, Math.max(0.05, scale))
    const svg = this.picture.firstElementChild
    svg.setAttribute('width', Math.round(this.wide * this.scale))
    svg.setAttribute('height', Math.round(this.high * this.scale))
  }

  /// Where it begins: the first state that has none inside.
  first () {
    const around = new Set(this.drawn.states.map((each) => each.parent))
    const inner = this.drawn.states.filter((each) => !around.has(each.id))
    return (inner.find((each) => each.first) ?? inner[0] ?? this.drawn.states[0])?.id
  }

  /// A large diagram is seen in part: that part.
  bringIn (id) {
    const box = this.shapes.get(id)?.firstElementChild?.getBoundingClientRect()
    if (!box) return
    const seen = this.picture.getBoundingClientRect()
    this.picture.scrollBy(box.left - seen.left - (seen.width - box.width) / 2,
      box.top - seen.top - (seen.height - box.height) / 2)
  }

  // --- words -------------------------------------------------------------------------------------
  waysOf (id) {
    return this.drawn.ways.filter((way) => way.from === id)
  }

  titleOf (id) {
    return this.drawn.states.find((each) => each.id === id)?.title || id
  }

  labelOf (state) {
    const ways = this.waysOf(state.id)
    const out = ways.slice(0, 8).map((way) =>
      `${eventOf(way)} to ${way.to.map((each) => this.titleOf(each)).join(' and ') || targetOf(way)}`)
    return [`State: ${state.title || state.id}.`, this.now.has(state.id) ? 'The simulation is here.' : '',
      state.owner ? `Whose: ${state.owner}.` : '', state.due ? `Due ${state.due}.` : '',
      state.outcome ? `Ends as ${state.outcome}.` : '',
      `${ways.length} ${ways.length === 1 ? 'way' : 'ways'} out` +
      (ways.length > 0 ? `: ${out.join('; ')}.` : '.')].filter(Boolean).join(' ')
  }

  inWords () {
    const states = table('States of ' + this.drawn.title, ['State', 'Title', 'Whose', 'Due', 'Now'],
      this.drawn.states.map((each) => [each.id, each.title, each.owner, each.due,
        this.now.has(each.id) ? 'Simulation' : '']), 'It has no states.')
    const ways = table('Every way between them',
      ['State', 'Event', 'Only when', 'Gate', 'By', 'Leads to'],
      this.drawn.ways.map((way) => [way.from || 'any', eventOf(way), way.when, way.gate, way.by,
        targetOf(way)]), 'Nothing leads from one state to another.')
    return [states, ways]
  }

  // --- picture -----------------------------------------------------------------------------------
  paint (placed) {
    const boxes = []
    const collect = (node) => {
      if (node.id) boxes.push(node)
      node.children?.forEach(collect)
    }
    collect(placed)
    const svg = shape('svg', {
      viewBox: `0 0 ${Math.ceil(placed.width) + 8} ${Math.ceil(placed.height) + 8}`,
      width: Math.ceil(placed.width) + 8,
      height: Math.ceil(placed.height) + 8,
      role: 'group',
      'aria-label': 'Diagram of ' + this.drawn.title + '. Arrow keys: up and down through the ' +
        'states, right along a way out, left along a way in.'
    }, this.arrowHead())
    this.shapes = new Map(boxes.map((node) => [node.id, this.box(node)]))
    this.lines = placed.edges.map((edge) => this.line(edge))
    const groups = boxes.filter((node) => node.children?.length)
    const states = boxes.filter((node) => !node.children?.length)
    const shapes = (all) => all.map((node) => this.shapes.get(node.id))
    svg.append(...shapes(groups), ...this.lines, ...shapes(states))
    this.shapes.get(this.first())?.setAttribute('tabindex', 0)
    return svg
  }

  arrowHead () {
    return shape('defs', {}, shape('marker', {
      id: 'editor-arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto',
      markerUnits: 'userSpaceOnUse'
    }, shape('path', { d: 'M0 0L8 4L0 8z', class: 'tg-way__head' })))
  }

  box (node) {
    const state = this.drawn.states.find((each) => each.id === node.id)
    const group = node.children?.length > 0
    const words = group ? [state.title || state.id] : linesOf(state)
    const text = words.map((each, at) =>
      shape('text', { x: node.x + 10, y: node.y + 24 + at * 20 }, each))
    return shape('g', {
      class: ['tg-state', `tg-state--${state.kind}`, this.now.has(state.id) ? 'tg-state--now' : ''].join(' '),
      role: 'group',
      tabindex: -1,
      'aria-label': this.labelOf(state),
      'data-state': state.id,
      onfocus: () => this.choose(state),
      onclick: () => this.shapes.get(state.id).focus(),
      onkeydown: (event) => this.key(event, state)
    }, shape('rect', { x: node.x, y: node.y, width: node.width, height: node.height, rx: group ? 4 : 8 }), text)
  }

  line (edge) {
    const { from, to } = this.joined.find((each) => each.id === edge.id)
    const path = edge.sections.map(({ startPoint, bendPoints = [], endPoint }) =>
      'M' + [startPoint, ...bendPoints, endPoint].map(({ x, y }) => `${x} ${y}`).join('L')).join('')
    return shape('path', {
      d: path, class: 'tg-way', 'data-from': from, 'data-to': to, 'marker-end': 'url(#editor-arrow)'
    })
  }

  choose (state) {
    for (const [id, each] of this.shapes) each.setAttribute('tabindex', id === state.id ? 0 : -1)
    for (const each of this.lines) {
      each.classList.toggle('tg-way--chosen', each.dataset.from === state.id)
    }
    const ways = this.waysOf(state.id).map((way) => element('li', {},
      eventOf(way), way.when ? ` when ${way.when}` : '', way.gate ? ` through gate ${way.gate}` : '',
      ` leads to ${targetOf(way)}`))
    this.about.replaceChildren(
      element('h3', { class: 'govuk-heading-s' }, state.title || state.id),
      element('p', { class: 'govuk-body' }, state.id + (state.due ? `, due ${state.due}` : '')),
      ways.length ? element('ul', { class: 'govuk-list govuk-list--bullet' }, ways) : 'No way out.')
  }

  key (event, state) {
    const all = this.drawn.states.map((each) => each.id)
    const at = all.indexOf(state.id)
    const ways = {
      ArrowDown: () => all[at + 1],
      ArrowUp: () => all[at - 1],
      Home: () => all[0],
      End: () => all[all.length - 1],
      ArrowRight: () => this.joined.find((each) => each.from === state.id && each.to !== state.id)?.to,
      ArrowLeft: () => this.joined.find((each) => each.to === state.id && each.from !== state.id)?.from
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      return this.state.text.goToState(state.id)
    }
    if (!ways[event.key]) return
    event.preventDefault()
    this.shapes.get(ways[event.key]())?.focus()
  }

  /// The states in which a simulation is, and those around them.
  mark (configuration) {
    this.now = new Set(configuration)
    if (!this.drawn) return
    this.tables.replaceChildren(...this.inWords())
    for (const each of this.drawn.states) {
      const drawn = this.shapes?.get(each.id)
      drawn?.classList.toggle('tg-state--now', this.now.has(each.id))
      drawn?.setAttribute('aria-label', this.labelOf(each))
    }
  }
}
