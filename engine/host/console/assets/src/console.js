// What a browser that runs scripts does more: every page works without.
import {
  Button, Checkboxes, createAll, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, Tabs
} from 'govuk-frontend'
import { SortableTable } from '@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs'
import { centre } from './map.js'
import { watch } from './watch.js'

function enhance (scope, components) {
  for (const component of components) createAll(component, undefined, { scope })
}

const within = [Button, Checkboxes, ErrorSummary, NotificationBanner, Tabs, SortableTable]
function draw (scope) {
  for (const strand of scope.querySelectorAll('.tg-strand')) {
    const all = () => strand.querySelectorAll('.tg-map').forEach(centre)
    all()
    strand.addEventListener('toggle', all)
  }
}
// On a wide page all parts stand open, as tabs; on a narrow one whoever reads opens them.
function unfold (scope) {
  const wide = window.matchMedia('(min-width: 40.0625em)')
  const all = () => scope.querySelectorAll('.tg-fold').forEach((each) => { each.open = wide.matches })
  if (wide.matches) all()
  wide.addEventListener('change', all)
  const target = () => document.querySelector('.tg-fold:target, :target > .tg-fold')
  const follow = () => { if (target()) target().open = true }
  follow()
  window.addEventListener('hashchange', follow)
}
enhance(document, [...within, ServiceNavigation, SkipLink])
draw(document)
unfold(document)
watch(document.querySelector('[data-watch]'), (main) => {
  enhance(main, within)
  draw(main)
})
