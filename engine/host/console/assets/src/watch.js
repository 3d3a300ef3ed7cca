// Shows the list as it is now whenever it is not the list on the page any more. Nothing moves while
// somebody has ticked boxes or is at a button: they are told, and load it when they want to.

function inUse () {
  return document.querySelector('main form :checked') ||
    document.activeElement?.closest('main form')
}

function tell (place) {
  const link = document.createElement('a')
  link.className = 'govuk-link'
  link.href = window.location.href
  link.textContent = 'Show it as it is now'
  place.replaceChildren('Your work has changed since this page was loaded. ', link)
}

/// The page as the server has it now; null when it is another one, as after a session's end.
async function asItIsNow () {
  const answer = await fetch(window.location.href, { headers: { Accept: 'text/html' } })
  if (!answer.ok || answer.redirected) return null
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return page.querySelector('[data-watch]') && page.querySelector('main')
}

export function watch (begin, enhance) {
  if (!begin || !window.EventSource) return
  let place = begin
  const stream = new EventSource(place.dataset.watch)
  stream.addEventListener('work', async (event) => {
    if (event.data === place.dataset.mark) return
    if (inUse()) return tell(place)
    const fresh = await asItIsNow()
    if (!fresh) return window.location.reload()
    if (inUse()) return tell(place)
    const main = document.querySelector('main')
    main.replaceChildren(...fresh.children)
    place = main.querySelector('[data-watch]')
    enhance(main)
  })
}
