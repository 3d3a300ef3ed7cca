// What a browser that runs scripts does more: every page works without.
import {
  Button, Checkboxes, createAll, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, Tabs
} from 'govuk-frontend'
import { SortableTable } from '@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs'
import { centre } from './map.js'
import { watch } from './watch.js'

for (const component of [
  Button, Checkboxes, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, Tabs,
  SortableTable
]) {
  createAll(component)
}
watch(document.querySelector('[data-watch]'))
for (const strand of document.querySelectorAll('.tg-strand')) {
  const all = () => strand.querySelectorAll('.tg-map').forEach(centre)
  all()
  strand.addEventListener('toggle', all)
}
