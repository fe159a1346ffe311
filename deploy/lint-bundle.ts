/** Would Segment take this file, and would it run there? Read before every upload. */
import { type AnyNode, type Program, parse } from 'acorn'
import { ancestor } from 'acorn-walk'
import { analyze } from 'eslint-scope'
import type { ResourceType } from './public-api/remote'
import { reasonOf } from './reason-of'
import { destinationHandlers, segmentGlobals, sourceHandlers } from './segment-globals'

export interface LintReport {
  /** Each would stop the function; empty for a bundle that may be uploaded. */
  problems: string[]
  handlers: string[]
  bytes: number
}

/** The largest upload that is publicly known to have worked; the limit is not documented. */
const LARGEST_KNOWN_BYTES = 2_300_000

/** Segment refuses source functions with this address, wherever it stands: they could call themselves. */
const OWN_ADDRESS = 'fn.segmentapis.com'

export function lintBundle(code: string, resourceType: ResourceType): LintReport {
  const bytes = Buffer.byteLength(code)
  const problems = [...addressProblems(code), ...sizeProblems(bytes)]
  const program = parsed(code)
  if (typeof program === 'string') return { problems: [...problems, program], handlers: [], bytes }
  const expected: readonly string[] =
    resourceType === 'SOURCE' ? sourceHandlers : destinationHandlers
  const handlers = expected.filter((name) => isReachableHandler(program, name))
  problems.push(...handlerProblems(program, expected, handlers), ...globalProblems(program))
  return { problems, handlers, bytes }
}

function addressProblems(code: string): string[] {
  const at = code.toLowerCase().indexOf(OWN_ADDRESS)
  if (at < 0) return []
  return [
    `line ${lineAt(code, at)} contains "${OWN_ADDRESS}": Segment refuses the file, even in a comment. Take the text out.`,
  ]
}

function sizeProblems(bytes: number): string[] {
  if (bytes <= LARGEST_KNOWN_BYTES) return []
  return [
    `the file has ${bytes} bytes; no function above ${LARGEST_KNOWN_BYTES} is known to have been accepted. Build it smaller.`,
  ]
}

/** The program, or why it is no plain script: imports, exports and top-level await are syntax errors here. */
function parsed(code: string): Program | string {
  try {
    return parse(code, { ecmaVersion: 2023, sourceType: 'script', ranges: true, locations: true })
  } catch (error) {
    return `it is not a plain script (${reasonOf(error)}). Imports, exports and top-level await do not run in Segment: bundle it.`
  }
}

/** Segment reads the handler's name inside a wrapper: a function or var can be reached, const and let cannot. */
function isReachableHandler(program: Program, name: string): boolean {
  return program.body.some((statement) => {
    if (statement.type === 'FunctionDeclaration') return statement.id.name === name
    if (statement.type === 'VariableDeclaration') {
      return statement.kind === 'var' && declares(statement.declarations, name)
    }
    if (statement.type !== 'ExpressionStatement') return false
    const { expression } = statement
    return (
      expression.type === 'AssignmentExpression' &&
      expression.left.type === 'Identifier' &&
      expression.left.name === name
    )
  })
}

function declares(declarations: readonly { id: AnyNode }[], name: string): boolean {
  return declarations.some(({ id }) => id.type === 'Identifier' && id.name === name)
}

function handlerProblems(program: Program, expected: readonly string[], found: readonly string[]) {
  const blocked = program.body.flatMap((statement) =>
    statement.type === 'VariableDeclaration' && statement.kind !== 'var'
      ? expected.filter((name) => declares(statement.declarations, name))
      : [],
  )
  const problems = blocked.map(
    (name) =>
      `${name} is declared with const or let, which Segment cannot reach: write "async function ${name}".`,
  )
  if (found.length === 0 && blocked.length === 0) {
    problems.push(
      `it declares none of ${expected.join(', ')} at the top level: Segment would call nothing.`,
    )
  }
  return problems
}

/** Names that nothing in the file declares and Segment does not document, where no `typeof` guards them. */
function globalProblems(program: Program): string[] {
  const guarded = guardedPositions(program)
  const scopes = analyze(program as Parameters<typeof analyze>[0], {
    ecmaVersion: 2023,
    sourceType: 'script',
  })
  const known: ReadonlySet<string> = new Set([
    ...segmentGlobals,
    ...sourceHandlers,
    ...destinationHandlers,
  ])
  const lines = new Map<string, number>()
  for (const { identifier } of scopes.globalScope?.through ?? []) {
    const start = identifier.range?.[0] ?? -1
    if (known.has(identifier.name) || guarded.has(start) || lines.has(identifier.name)) continue
    lines.set(identifier.name, identifier.loc?.start.line ?? 0)
  }
  return [...lines].map(
    ([name, line]) =>
      `line ${line} uses "${name}", which Segment does not document for functions: bundle it, guard it with typeof, or do without.`,
  )
}

/** Where an identifier stands in a `typeof`, or under a condition that asks `typeof` for the same name. */
function guardedPositions(program: Program): Set<number> {
  const positions = new Set<number>()
  ancestor(program, {
    Identifier(node, _state, ancestors) {
      const isGuarded = ancestors.some(
        (outer) =>
          (outer.type === 'UnaryExpression' && isTypeofOf(outer, node.name)) ||
          asksTypeof(conditionOf(outer), node.name),
      )
      if (isGuarded) positions.add(node.start)
    },
  })
  return positions
}

function conditionOf(node: AnyNode): AnyNode | undefined {
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') return node.test
  return node.type === 'LogicalExpression' ? node.left : undefined
}

function asksTypeof(node: AnyNode | undefined, name: string): boolean {
  if (node === undefined) return false
  if (node.type === 'UnaryExpression')
    return isTypeofOf(node, name) || asksTypeof(node.argument, name)
  if (node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') return false
  return asksTypeof(node.left, name) || asksTypeof(node.right, name)
}

function isTypeofOf(node: AnyNode, name: string): boolean {
  return (
    node.type === 'UnaryExpression' &&
    node.operator === 'typeof' &&
    node.argument.type === 'Identifier' &&
    node.argument.name === name
  )
}

function lineAt(code: string, index: number): number {
  return code.slice(0, index).split('\n').length
}
