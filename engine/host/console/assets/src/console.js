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
enhance(document, [...within, ServiceNavigation, SkipLink])
draw(document)
watch(document.querySelector('[data-watch]'), (main) => {
  enhance(main, within)
  draw(main)
})
