import { modelList } from './code-lists.js';
import type { PublicTable } from './public-table.js';
import { t0Headline } from './t0-headline/t0-headline.js';
import { t1Category } from './t1-category/t1-category.js';
import { t2Action } from './t2-action/t2-action.js';
import { t3Detector } from './t3-detector/t3-detector.js';
import { t4Model } from './t4-model/t4-model.js';
import { t5Region } from './t5-region/t5-region.js';
import { t6Appeal } from './t6-appeal/t6-appeal.js';
import { t7Wait } from './t7-wait/t7-wait.js';
import { t8Repeat } from './t8-repeat/t8-repeat.js';
import { t9Review } from './t9-review/t9-review.js';

/** What is settled about the tables of a release when it is planned; nothing of it depends on what is counted. */
export interface TableChoice {
  /** Beginnings of the names of model families, up to five; none leaves T4 out. */
  readonly models: readonly string[];
  /** Whether regions are shown: from the third period on, once two are out. */
  readonly regions: boolean;
  /** Whether random blind review was running; without it there is nothing T9 could show. */
  readonly review: boolean;
}

/** A table that a release leaves out, and why. */
export interface AbsentTable {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
}

/** Every table of a release, in the order of publication. */
export function publicTables({ models, regions, review }: TableChoice): PublicTable[] {
  return [
    t0Headline,
    t1Category,
    t2Action,
    t3Detector,
    ...(models.length > 0 ? [t4Model(modelList(models))] : []),
    ...(regions ? [t5Region] : []),
    t6Appeal,
    t7Wait,
    t8Repeat,
    ...(review ? [t9Review] : []),
  ];
}

/** What a release does not show, said in its quality statement and on the site. */
export function absentTables({ models, regions, review }: TableChoice): AbsentTable[] {
  const absent = (present: boolean, id: string, { title }: Pick<PublicTable, 'title'>, reason: string) =>
    present ? [] : [{ id, title, reason }];
  return [
    ...absent(
      models.length > 0,
      't4',
      t4Model(modelList([])),
      'No model families were named when the release was planned.',
    ),
    ...absent(regions, 't5', t5Region, 'Regions are shown once two releases are out.'),
    ...absent(review, 't9', t9Review, 'No random sample had been reviewed blind when the specification was frozen.'),
  ];
}
