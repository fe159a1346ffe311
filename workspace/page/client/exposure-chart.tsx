/** How the exposures of each variation add up over time, beside the figures. */
import type { ExperimentReport } from '../../insights/exposure-book'
import { cumulate } from './cumulate'

const WIDTH = 480
const HEIGHT = 120

export function ExposureChart({ experiment }: { experiment: ExperimentReport }) {
  const { variations, series } = experiment
  const lines = cumulate(
    series,
    variations.map(({ variationId }) => variationId),
  )
  const max = Math.max(1, ...lines.map((line) => line.at(-1)?.total ?? 0))
  const from = Date.parse(series[0]?.at ?? '')
  const to = Date.parse(series.at(-1)?.at ?? '')
  const x = (atMs: number) => (to > from ? ((atMs - from) / (to - from)) * WIDTH : WIDTH)
  const y = (total: number) => HEIGHT - (total / max) * HEIGHT
  const all = Math.max(1, ...[variations.reduce((sum, { units }) => sum + units, 0)])
  return (
    <>
      {series.length > 1 && (
        <svg
          class="chart"
          viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {lines.map((line, index) => (
            <polyline
              key={variations[index]?.variationId}
              class={`series-${index % 6}`}
              points={line.map(({ atMs, total }) => `${x(atMs)},${y(total)}`).join(' ')}
            />
          ))}
        </svg>
      )}
      <table class="variations">
        <thead>
          <tr>
            <th scope="col">Variation</th>
            <th scope="col" class="number">
              Units
            </th>
            <th scope="col" class="number">
              Share
            </th>
            <th scope="col" class="number">
              Exposures
            </th>
          </tr>
        </thead>
        <tbody>
          {variations.map(({ variationId, variationName, units, exposures }, index) => (
            <tr key={variationId}>
              <th scope="row">
                <span class={`swatch series-${index % 6}`} aria-hidden="true" />
                {variationName ?? variationId}
              </th>
              <td class="number">{units.toLocaleString()}</td>
              <td class="number">{((units / all) * 100).toFixed(1)} %</td>
              <td class="number">{exposures.toLocaleString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
