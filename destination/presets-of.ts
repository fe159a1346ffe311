import type { DestinationDefinition } from '@segment/actions-core'
import type { SettingValues } from '../platforms/setting'
import { defaultMapping } from './default-mapping'
import type { ExperimentAction } from './experiment-action'
import { batchFields } from './fields'

type Preset = NonNullable<DestinationDefinition<SettingValues>['presets']>[number]

/** Subscriptions that work as they are: what a customer has after clicking "create". */
export function presetsOf(actions: readonly ExperimentAction[]): Preset[] {
  return actions.flatMap((action): Preset[] => {
    const mapping = defaultMapping({ ...action.fields, ...batchFields(action.batchSize) })
    const automatic: Preset = {
      name: action.title,
      type: 'automatic',
      partnerAction: action.key,
      subscribe: action.subscription,
      mapping,
    }
    return action.hasSyncMode === true
      ? [automatic, ...audiencePresets(action, mapping)]
      : [automatic]
  })
}

/** Where Segment offers an audience, a model or a journey step as the source of an action. */
function audiencePresets(action: ExperimentAction, mapping: Preset['mapping']): Preset[] {
  const preset = (name: string, eventSlug: SpecificEvent, syncMode?: string): Preset => ({
    name,
    type: 'specificEvent',
    partnerAction: action.key,
    eventSlug,
    mapping:
      syncMode === undefined ? mapping : { ...mapping, __segment_internal_sync_mode: syncMode },
  })
  return [
    preset('Linked audience membership changed', 'warehouse_audience_membership_changed_identify'),
    preset('Linked audience entered', 'warehouse_audience_entered_track'),
    preset('Linked audience exited', 'warehouse_audience_exited_track'),
    preset('Model row added', 'warehouse_entity_added_track', 'mirror'),
    preset('Model row removed', 'warehouse_entity_removed_track', 'mirror'),
    preset('Journey step entered', 'journeys_step_entered_track'),
  ]
}

type SpecificEvent = Extract<Preset, { type: 'specificEvent' }>['eventSlug']
