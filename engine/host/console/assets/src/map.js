// Scrolls a picture that is larger than its box to where the case stands.
export function centre (map) {
  const now = map.querySelector('[data-now]')
  if (!now) return
  const middle = now.x.baseVal.value + now.width.baseVal.value / 2
  map.scrollLeft = Math.max(0, middle - map.clientWidth / 2)
  const height = now.y.baseVal.value + now.height.baseVal.value / 2
  map.scrollTop = Math.max(0, height - map.clientHeight / 2)
}
