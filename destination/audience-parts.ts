/** Segment makes the list when an audience is connected, and asks whether it still exists. */
import {
  type AudienceDestinationDefinition,
  IntegrationError,
  type RequestClient,
} from '@segment/actions-core'
import { describeOutcome, statusOf } from '../platforms/delivery-status'
import type { HttpRequest, HttpResponse } from '../platforms/http'
import { outcomeOfResponse } from '../platforms/outcome-of-response'
import type { ListsFace } from '../platforms/platform'
import { type SettingValues, textSetting } from '../platforms/setting'
import { isOutcome, REQUEST_TIMEOUT_MS } from './send'
import { sendWithActions } from './send-with-actions'

type AudienceSettings = Record<string, unknown>
type AudienceParts = Pick<
  AudienceDestinationDefinition<SettingValues, AudienceSettings>,
  'audienceConfig' | 'audienceFields'
>
type AudienceFunctions = Omit<
  Extract<AudienceParts['audienceConfig'], { createAudience: unknown }>,
  'mode'
>

/** A face whose lists have to be made before members can arrive. */
export type CreatingLists = ListsFace & Required<Pick<ListsFace, 'create' | 'find' | 'readListId'>>

/** Only deltas are sent: a full synchronisation would take everybody out who is not in the batch. */
const MODE = { type: 'synced', full_audience_sync: false } as const

/** Undefined where the platform makes a list by itself when the first member arrives. */
export function audienceParts(face: ListsFace): AudienceParts | undefined {
  const { create, find, readListId } = face
  if (create === undefined || find === undefined || readListId === undefined) return undefined
  return {
    audienceFields: {
      unitKind: {
        label: 'Unit kind',
        description: `Kind of unit that the list holds, ${face.unitKind} if empty.`,
        type: 'string',
        default: face.unitKind,
      },
    },
    audienceConfig: {
      mode: MODE,
      ...audienceFunctions({ ...face, create, find, readListId }),
    },
  }
}

export function audienceFunctions(face: CreatingLists): AudienceFunctions {
  const look = async (client: RequestClient, listId: string, settings: SettingValues) => {
    const response = await ask(client, face.find(listId, settings), settings)
    return { response, externalId: face.readListId(response) }
  }
  return {
    async createAudience(client, { settings, audienceSettings, personas, audienceName }) {
      const id = personas?.computation_key ?? audienceName
      const unitKind = textSetting(audienceSettings ?? {}, 'unitKind')
      const list = { id, name: audienceName, unitKind }
      const response = await ask(client, face.create(list, settings), settings)
      const created = face.readListId(response)
      if (created !== undefined) return { externalId: created }
      // Segment asks again after a time-out: a list that is there already is the right answer.
      const { externalId } = await look(client, id, settings)
      if (externalId !== undefined) return { externalId }
      throw failure('The list was not created', response)
    },
    async getAudience(client, { settings, externalId: listId }) {
      const { response, externalId } = await look(client, listId, settings)
      if (externalId !== undefined) return { externalId }
      throw failure('The list is not there', response)
    },
  }
}

async function ask(
  client: RequestClient,
  request: HttpRequest,
  settings: SettingValues,
): Promise<HttpResponse> {
  const result = await sendWithActions(client, textSetting(settings, 'host'))(
    request,
    REQUEST_TIMEOUT_MS,
  )
  if (!isOutcome(result)) return result
  throw new IntegrationError(describeOutcome(result), 'RETRYABLE_ERROR', statusOf(result))
}

function failure(what: string, response: HttpResponse): IntegrationError {
  const outcome = outcomeOfResponse(response, Date.now())
  const status = outcome.status === 'sent' ? 404 : statusOf(outcome)
  const why = outcome.status === 'sent' ? 'The answer names no list.' : describeOutcome(outcome)
  return new IntegrationError(`${what}. ${why}`, 'AUDIENCE_NOT_FOUND', status)
}
