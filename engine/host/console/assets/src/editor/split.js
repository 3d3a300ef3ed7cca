// The line between the text and what stands beside it: moved by a pointer or by arrow keys, and
// remembered in this browser. On a narrow screen the two stand below each other, and it is not there.
import { element } from './dom.js'

const least = 25
const most = 75
const remembered = 'throughgate editor: width of the text'

/// The width within its bounds, in percent; anything that is no number is the middle.
export function widthFrom (value) {
  const width = Math.round(Number(value))
  return value == null || value === '' || Number.isNaN(width) ? 50 : Math.min(most, Math.max(least, width))
}

const steps = { ArrowLeft: -5, ArrowRight: 5, Home: -100, End: 100 }

export class Splitter {
  constructor (place) {
    this.place = place
    this.line = element('div', {
      class: 'tg-splitter',
      role: 'separator',
      tabindex: 0,
      'aria-orientation': 'vertical',
      'aria-label': 'Width of the text, in percent',
      'aria-controls': 'text-form',
      'aria-valuemin': least,
      'aria-valuemax': most,
      onkeydown: (event) => this.key(event),
      onpointerdown: (event) => this.line.setPointerCapture(event.pointerId),
      onpointermove: (event) => this.line.hasPointerCapture(event.pointerId) && this.drag(event),
      onpointerup: () => this.remember()
    })
    this.set(widthFrom(read()))
  }

  set (width) {
    this.width = width
    this.line.setAttribute('aria-valuenow', width)
    this.place.style.setProperty('--tg-columns',
      `minmax(0, ${width}fr) auto minmax(0, ${100 - width}fr)`)
  }

  key (event) {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    this.set(widthFrom(this.width + step))
    this.remember()
  }

  drag (event) {
    const { left, width } = this.place.getBoundingClientRect()
    this.set(widthFrom((event.clientX - left) * 100 / width))
  }

  remember () {
    try {
      window.localStorage.setItem(remembered, this.width)
    } catch { /* a browser may keep nothing: then it is not remembered */ }
  }
}

function read () {
  try {
    return window.localStorage.getItem(remembered)
  } catch {
    return null
  }
}
