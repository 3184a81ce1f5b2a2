import { PanelBuilder as LevelsBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  BarGaugeDisplayMode,
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { type Panel, ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as NumberBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as SeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { CHOSEN_SOURCE, type ClickHouseTarget, clickHouseTarget } from './click-house-target.js';
import type { PanelPlan } from './dashboard-plan.js';

/** Rows of Grafana's grid, 30 pixels each. */
const HEIGHT = { lines: 8, bars: 8, number: 4, levels: 8, table: 9 } as const;

/**
 * A planned panel as Grafana's own builders make it, in the shape that grafana-dash-gen takes panels in.
 *
 * The only file that knows the builders: they are young and may change with any version.
 */
export function officialPanel(plan: PanelPlan): { generate(): Panel } {
  return { generate: () => JSON.parse(JSON.stringify(built(plan))) as Panel };
}

function built(plan: PanelPlan): Panel {
  switch (plan.draw) {
    case 'lines':
    case 'bars':
      return series(plan);
    case 'number':
      return common(new NumberBuilder(), plan)
        .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(''))
        .colorMode(plan.steps === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
        .graphMode(BigValueGraphMode.None)
        .build();
    case 'levels':
      return common(new LevelsBuilder(), plan)
        .reduceOptions(new ReduceDataOptionsBuilder().values(true).calcs(['lastNotNull']).fields(''))
        .displayMode(BarGaugeDisplayMode.Basic)
        .orientation(VizOrientation.Horizontal)
        .min(0)
        .build();
    case 'table':
      return common(new TableBuilder(), plan).showHeader(true).build();
  }
}

function series(plan: PanelPlan): Panel {
  const panel = common(new SeriesBuilder(), plan)
    .drawStyle(plan.draw === 'bars' ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .fillOpacity(plan.draw === 'bars' ? 80 : 8)
    .min(0)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (plan.draw === 'bars') panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
  if (plan.interval !== undefined) panel.interval(plan.interval);
  if (plan.series !== undefined) panel.displayName(`\${__field.labels.${plan.series}}`);
  return panel.build();
}

type AnyBuilder = SeriesBuilder | NumberBuilder | LevelsBuilder | TableBuilder;

function common<Made extends AnyBuilder>(panel: Made, plan: PanelPlan): Made {
  panel
    .title(plan.title)
    .description(plan.description)
    .datasource(CHOSEN_SOURCE)
    .withTarget(query(clickHouseTarget(plan, plan.draw === 'lines' || plan.draw === 'bars' ? 'timeseries' : 'table')))
    .unit(plan.unit)
    .noValue(plan.draw === 'number' ? 'nothing yet' : '–')
    .gridPos({ x: 0, y: 0, w: plan.width, h: HEIGHT[plan.draw] });
  if (plan.steps !== undefined) {
    panel.thresholds(
      new ThresholdsConfigBuilder()
        .mode(ThresholdsMode.Absolute)
        .steps(plan.steps.map(([value, color], index) => ({ value: index === 0 ? null : value, color }))),
    );
  }
  const columns = new Set([...Object.keys(plan.units ?? {}), ...Object.keys(plan.links ?? {})]);
  for (const column of columns) panel.overrideByName(column, overrides(column, plan));
  return panel;
}

function overrides(column: string, { units = {}, links = {} }: PanelPlan): { id: string; value: unknown }[] {
  const found: { id: string; value: unknown }[] = [];
  const unit = units[column];
  if (unit !== undefined) found.push({ id: 'unit', value: unit });
  const page = links[column];
  if (page !== undefined) {
    const url = `\${console_url}${page.endsWith('/') ? `${page}\${__value.raw}` : page}`;
    found.push({ id: 'links', value: [{ title: 'Open in the console', url, targetBlank: true }] });
  }
  return found;
}

/** The builders take queries of plugins they do not know under this interface alone. */
function query(target: ClickHouseTarget): Builder<Dataquery> {
  return { build: () => ({ ...target, _implementsDataqueryVariant: () => undefined }) };
}
