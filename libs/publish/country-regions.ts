/** ISO 3166-1 codes by world region, after the United Nations' M49. */
const COUNTRIES: Readonly<Record<string, string>> = {
  AFR: 'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW',
  ASI: 'AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE',
  EUR: 'AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK',
  LAC: 'AG AI AR AW BB BL BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI',
  NAM: 'BM CA GL PM US',
  OCE: 'AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS',
};

const PLACED = Object.entries(COUNTRIES).flatMap(([region, countries]) =>
  countries.split(' ').map((country) => ({ country, region })),
);

/** Country codes and, at the same place, the world region each lies in; what is in neither is `UNK`. */
export const COUNTRY_REGIONS = {
  countries: PLACED.map(({ country }) => country),
  regions: PLACED.map(({ region }) => region),
};
