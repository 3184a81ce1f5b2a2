import { phrases } from './listed.js';

/** Languages a translation vendor is asked for. */
export const LANGUAGES = phrases(`
  German; French; Spanish; Italian; Portuguese; Dutch; Polish; Czech; Swedish; Finnish; Greek; Turkish; Japanese; Korean; Romanian; Danish`);
