// Scrolls a picture that is wider than its box to where the case stands.
export function centre (map) {
  const now = map.querySelector('[data-now]')
  if (!now) return
  const middle = now.x.baseVal.value + now.width.baseVal.value / 2
  map.scrollLeft = Math.max(0, middle - map.clientWidth / 2)
}
