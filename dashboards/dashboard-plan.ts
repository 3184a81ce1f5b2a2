/** What the numbers of a panel or column are, in Grafana's names of units. */
export type Unit =
  | 'short'
  | 'percentunit'
  | 's'
  | 'ms'
  | 'currencyUSD'
  | 'none'
  | 'dateTimeAsIso'
  | 'string'
  | 'bool_yes_no';

/** One panel: a question, and how its answer is drawn. */
export interface PanelPlan {
  readonly title: string;
  /** What the figures mean and what they must not be taken for; read by people who have never seen the system. */
  readonly description: string;
  readonly draw: 'lines' | 'bars' | 'number' | 'levels' | 'table';
  readonly unit: Unit;
  /** The question; its first column is `time` for lines and bars. */
  readonly sql: URL;
  /** SQL in place of the question's marks, from lists in the code. */
  readonly marks?: Readonly<Record<string, string>>;
  /** Column whose values name the series of lines and bars; absent: each numeric column is one. */
  readonly series?: string;
  /** Units of single columns where they are others than the panel's. */
  readonly units?: Readonly<Record<string, Unit>>;
  /** Pages of the console that cells of a column lead to, such as `/incidents/`; the cell's value is added. */
  readonly links?: Readonly<Record<string, string>>;
  /** From which values on a number or cell turns which colour, ascending. */
  readonly steps?: readonly (readonly [from: number, colour: 'green' | 'orange' | 'red'])[];
  /** Least time that one point of lines and bars stands for, such as `1h`. */
  readonly interval?: '1h' | '1d' | '7d';
  /** Of the 24 columns of Grafana's grid. */
  readonly width: 4 | 6 | 8 | 12 | 16 | 24;
}

/** A choice that viewers make: the values of a question's one column, all of them unless somebody chooses. */
export interface ChoicePlan {
  readonly name: string;
  readonly label: string;
  readonly sql: URL;
}

/** Instants that are drawn over every panel: columns `time`, `text` and `tags`. */
export interface MarkPlan {
  readonly name: string;
  readonly sql: URL;
  readonly colour: 'blue' | 'purple' | 'orange';
}

/** One dashboard, before it is Grafana's. */
export interface DashboardPlan {
  /** Part of its address; never changed, or saved links break. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** What is shown at first, such as `now-7d`. */
  readonly from: `now-${number}${'h' | 'd'}`;
  /** No faster than what it shows changes. */
  readonly refresh: '1m' | '5m' | '15m';
  readonly choices: readonly ChoicePlan[];
  readonly rows: readonly { readonly title: string; readonly panels: readonly PanelPlan[] }[];
}
