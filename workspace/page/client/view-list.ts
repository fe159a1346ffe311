/** The views of the page, in the order of the menu. */
import type { ComponentType } from 'preact'
import type { Route } from './route'
import { CostView } from './views/cost-view'
import { DeliveriesView } from './views/deliveries-view'
import { ExposuresView } from './views/exposures-view'
import { FaultsView } from './views/faults-view'
import { LimitsView } from './views/limits-view'
import { ListsView } from './views/lists-view'
import { LiveView } from './views/live-view'
import { PlaygroundView } from './views/playground-view'
import { UnitView } from './views/unit-view'

export interface ViewProps {
  route: Route
  /** Opens the choice of test events. */
  onTestEvent(): void
}

export interface View {
  id: string
  title: string
  View: ComponentType<ViewProps>
}

export const VIEWS: readonly View[] = [
  { id: 'live', title: 'Live', View: LiveView },
  { id: 'unit', title: 'Unit', View: UnitView },
  { id: 'exposures', title: 'Exposures', View: ExposuresView },
  { id: 'deliveries', title: 'Deliveries', View: DeliveriesView },
  { id: 'lists', title: 'Lists', View: ListsView },
  { id: 'playground', title: 'Filters', View: PlaygroundView },
  { id: 'faults', title: 'Faults', View: FaultsView },
  { id: 'limits', title: 'Limits', View: LimitsView },
  { id: 'cost', title: 'Cost', View: CostView },
]

export function viewOf(id: string): View {
  return VIEWS.find((view) => view.id === id) ?? (VIEWS[0] as View)
}
