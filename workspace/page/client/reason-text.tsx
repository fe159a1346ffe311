/** Why something went no further: the code, and what it means here. */
export interface ReasonTextProps {
  reason: string | undefined
  detail: string | undefined
}

export function ReasonText({ reason, detail = '' }: ReasonTextProps) {
  // Errors of the platforms' code begin with their code.
  const said = detail.startsWith(`[${reason}]`) ? detail.slice(`[${reason}]`.length) : detail
  return (
    <>
      <b>{reason}</b> {said}
    </>
  )
}
