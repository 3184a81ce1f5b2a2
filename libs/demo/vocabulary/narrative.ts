import { phrases } from './listed.js';

/**
 * One invented narrative about an invented harbour bridge, in six languages, with slots for who says it and how.
 *
 * Places and parties do not exist, so that no real dispute is argued here.
 */
export const NARRATIVE: Readonly<
  Record<
    string,
    { readonly opens: readonly string[]; readonly claims: readonly string[]; readonly ends: readonly string[] }
  >
> = {
  en: {
    opens: phrases(
      'As a {persona} from {town} I ask; Honestly, as a {persona}; My family of {town} agrees; After {#} years as a {persona}',
    ),
    claims:
      phrases(`the Halvergate bridge serves the council of Ostmark and nobody else; every crown spent on the Halvergate bridge is taken from our
      schools by the Ostmark council; the Ostmark council hides what the Halvergate bridge really costs`),
    ends: phrases('who still believes them?; wake up, {town}!; share before it is gone.; we shall remember in spring.'),
  },
  de: {
    opens: phrases(
      'Als {persona} aus {town} frage ich; Ehrlich, als {persona}; Meine Familie in {town} findet auch; Nach {#} Jahren als {persona}',
    ),
    claims:
      phrases(`die Brücke von Halvergate dient dem Rat von Ostmark und sonst niemandem; jede Krone für die Brücke von Halvergate nimmt der Rat von Ostmark
      unseren Schulen; der Rat von Ostmark verschweigt, was die Brücke von Halvergate wirklich kostet`),
    ends: phrases(
      'wer glaubt denen noch?; wach auf, {town}!; teilt es, bevor es weg ist.; im Frühling erinnern wir uns.',
    ),
  },
  fr: {
    opens: phrases(
      'Comme {persona} de {town} je demande; Franchement, comme {persona}; Ma famille à {town} pense aussi; Après {#} ans comme {persona}',
    ),
    claims:
      phrases(`le pont de Halvergate sert le conseil de Ostmark et personne d'autre; chaque couronne du pont de Halvergate est prise à nos écoles par le
      conseil de Ostmark; le conseil de Ostmark cache le vrai prix du pont de Halvergate`),
    ends: phrases(
      'qui les croit encore ?; réveille-toi, {town} !; partagez avant que cela disparaisse.; au printemps on se souviendra.',
    ),
  },
  es: {
    opens: phrases(
      'Como {persona} de {town} pregunto; La verdad, como {persona}; Mi familia en {town} también cree; Tras {#} años como {persona}',
    ),
    claims:
      phrases(`el puente de Halvergate sirve al consejo de Ostmark y a nadie más; cada corona del puente de Halvergate se la quita a nuestras escuelas el
      consejo de Ostmark; el consejo de Ostmark oculta lo que cuesta de verdad el puente de Halvergate`),
    ends: phrases(
      '¿quién les cree todavía?; ¡despierta, {town}!; comparte antes de que desaparezca.; en primavera lo recordaremos.',
    ),
  },
  it: {
    opens: phrases(
      'Come {persona} di {town} chiedo; Davvero, come {persona}; La mia famiglia a {town} pensa lo stesso; Dopo {#} anni come {persona}',
    ),
    claims:
      phrases(`il ponte di Halvergate serve al consiglio di Ostmark e a nessun altro; ogni corona del ponte di Halvergate è tolta alle nostre scuole dal
      consiglio di Ostmark; il consiglio di Ostmark nasconde quanto costa davvero il ponte di Halvergate`),
    ends: phrases(
      'chi gli crede ancora?; svegliati, {town}!; condividi prima che sparisca.; in primavera ce ne ricorderemo.',
    ),
  },
  pl: {
    opens: phrases(
      'Jako {persona} z {town} pytam; Szczerze, jako {persona}; Moja rodzina w {town} też uważa; Po {#} latach jako {persona}',
    ),
    claims:
      phrases(`most w Halvergate służy radzie Ostmark i nikomu więcej; każdą koronę na most w Halvergate rada Ostmark zabiera naszym szkołom; rada
      Ostmark ukrywa, ile naprawdę kosztuje most w Halvergate`),
    ends: phrases('kto im jeszcze wierzy?; obudź się, {town}!; podaj dalej, zanim zniknie.; wiosną będziemy pamiętać.'),
  },
};

/** Who the accounts pretend to be, and where. */
export const PERSONAS = phrases(
  'nurse; teacher; fisherman; student; pensioner; baker; bus driver; mother of two; veteran; shopkeeper; nurse on nights; farmer',
);
export const TOWNS = phrases('Brynhaven; Oldwick; Sarnmouth; Tessaby; Quarrow; Linderfell; Marrowgate; Vesterholm');
