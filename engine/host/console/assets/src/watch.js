// Says when the list on the page is not the list any more. Nothing moves while somebody has ticked
// boxes: they are told, and load it again when they want to.
export function watch (place) {
  if (!place || !window.EventSource) return
  const stream = new EventSource(place.dataset.watch)
  stream.addEventListener('work', (event) => {
    if (event.data === place.dataset.mark) return
    stream.close()
    const touched = document.querySelector('main form :checked') ||
      document.activeElement?.closest('main form')
    if (!touched) return window.location.reload()
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = window.location.href
    link.textContent = 'Show it as it is now'
    place.replaceChildren('Your work has changed since this page was loaded. ', link)
  })
}
