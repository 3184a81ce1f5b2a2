import type { PublicTable } from './public-table.js';
import { t1Category } from './t1-category/t1-category.js';

/** Every table of a release, in the order of publication. */
export const PUBLIC_TABLES: readonly PublicTable[] = [t1Category];
