/** Connects a destination to the pipeline: Actions or function, with its insert function. */
import type { Clock } from './clock'
import { createActionsConnections } from './delivery/actions-destination'
import type { Connection } from './delivery/connection'
import { createDestinationFunction } from './functions/destination-function'
import { withInsertFunction } from './functions/insert-function'
import { readScript } from './functions/read-script'
import type { Pipeline } from './pipeline'
import type { Redactor } from './redact'
import { secretsIn } from './secrets-in'
import type { StandInPlatforms } from './stand-ins/stand-in-platforms'
import type { DestinationOptions } from './workspace-options'

export interface ConnectContext {
  clock: Clock
  pipeline: Pipeline
  redactor: Redactor
  platforms: StandInPlatforms
}

/** Returns the destination's id. */
export function connectDestination(
  options: DestinationOptions,
  url: string,
  context: ConnectContext,
): string {
  const { standIn, sources, insertFunction } = options
  const name = 'definition' in options ? options.definition.name : options.name
  const id = options.id ?? standIn ?? name.toLowerCase()
  const standInSettings = standIn === undefined ? {} : context.platforms.settings(standIn, url)
  const settings = { ...standInSettings, ...options.settings }
  context.redactor.learn(secretsIn(settings))
  context.redactor.learn(secretsIn(insertFunction?.settings))
  const connections = connectionsOf(options, id, settings, context.clock)
  context.pipeline.connect({
    id,
    ...(sources === undefined ? {} : { sourceIds: sources }),
    connections: connections.map((connection) =>
      insertFunction === undefined
        ? connection
        : withInsertFunction(connection, {
            name: `${id}-insert.js`,
            script: readScript(insertFunction),
            settings: insertFunction.settings ?? {},
            clock: context.clock,
            ...(insertFunction.timeoutMs === undefined
              ? {}
              : { timeoutMs: insertFunction.timeoutMs }),
          }),
    ),
  })
  return id
}

function connectionsOf(
  options: DestinationOptions,
  id: string,
  settings: Readonly<Record<string, unknown>>,
  clock: Clock,
): Connection[] {
  if ('definition' in options) {
    const { definition, subscriptions } = options
    const actions = { id, definition, settings }
    return createActionsConnections(
      subscriptions === undefined ? actions : { ...actions, subscriptions },
    )
  }
  const { destinationFunction, name } = options
  const { timeoutMs } = destinationFunction
  return [
    createDestinationFunction({
      id,
      name,
      script: readScript(destinationFunction),
      settings: { ...settings, ...destinationFunction.settings },
      clock,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    }),
  ]
}
