// Where the states of a diagram stand: elkjs, in a worker of its own, as its project builds it.
const wide = 190
const line = 20

let worker
let asked = 0
const waiting = new Map()

function begun (address) {
  worker = new Worker(address)
  worker.onmessage = ({ data }) => {
    const { resolve, reject } = waiting.get(data.id) ?? {}
    waiting.delete(data.id)
    if (data.error) reject?.(new Error(data.error.message ?? 'the diagram cannot be laid out'))
    else resolve?.(data.data)
  }
  send({ cmd: 'register', algorithms: ['layered'] })
}

function send (message) {
  return new Promise((resolve, reject) => {
    const id = asked++
    waiting.set(id, { resolve, reject })
    worker.postMessage({ ...message, id })
  })
}

/// Words in lines of at most `most` letters.
export function folded (text, most) {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.length - 1
    const longer = lines[last] ? lines[last] + ' ' + word : word
    if (longer.length <= most || !lines[last]) lines[last] = longer
    else lines.push(word)
  }
  return lines
}

export const linesOf = (state) => folded(state.title || state.id, 22)

function box (state, within) {
  const inside = within.get(state.id) ?? []
  if (inside.length === 0) return { id: state.id, width: wide, height: 16 + line * linesOf(state).length }
  return {
    id: state.id,
    layoutOptions: { 'elk.padding': '[top=40,left=16,bottom=16,right=16]' },
    children: inside.map((each) => box(each, within)),
    labels: [{ text: state.title, width: 8 * (state.title || state.id).length, height: line }]
  }
}

export function graphOf (drawn, joined) {
  const within = new Map()
  for (const each of drawn.states) {
    within.set(each.parent, [...(within.get(each.parent) ?? []), each])
  }
  return {
    id: '',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.direction': 'DOWN',
      'elk.layered.spacing.nodeNodeBetweenLayers': '36',
      'elk.json.shapeCoords': 'ROOT',
      'elk.json.edgeCoords': 'ROOT'
    },
    children: (within.get('') ?? []).map((each) => box(each, within)),
    edges: joined.map((each) => ({ id: each.id, sources: [each.from], targets: [each.to] }))
  }
}

/// The same graph with places.
export function laidOut (address, graph) {
  if (!worker) begun(address)
  return send({ cmd: 'layout', graph, layoutOptions: {}, options: {} })
}
