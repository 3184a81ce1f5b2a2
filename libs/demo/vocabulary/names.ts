import { listed, phrases } from './listed.js';

/** People and places; ordinary first and family names, and real large cities, none of them a particular person. */
export const names = {
  name: listed(`
    Ada Adil Agnes Ahmed Aisha Alba Alexei Alma Amara Amir Ana Andrea Anouk Anton Asha Astrid Ayumi Aziz Bea Benoit Bianca Bilal Boris
    Brigid Bruno Camila Carla Carlos Cecilia Chen Chiara Chloe Clara Conor Dalia Damian Daria David Deepa Diego Dimitri Dora Eduardo
    Edith Elena Eliot Elsa Emeka Emil Emma Enzo Erik Esra Esther Eva Farah Fatima Felix Fiona Florian Frida Gabriel Gemma Georg Gita
    Greta Gustavo Hanna Haruto Hassan Hector Heidi Helena Henrik Hugo Ida Ines Ingrid Irina Isak Ivan Jana Jasper Javier Joana Jonas
    Josef Julia Kaito Karim Katya Kemal Kenji Kira Klara Kofi Lars Latif Laura Leila Lena Leo Lidia Linus Livia Lorenzo Lotte Luca Lucia
    Ludwig Magda Maja Malik Manuel Mara Marco Maren Marta Mateo Maya Mehmet Mei Milan Mina Miriam Mohan Nadia Naomi Nils Nina Noah Noor
    Nora Olga Oliver Omar Oscar Otto Pablo Paula Pavel Petra Philip Priya Quentin Rachel Rafael Rania Rasmus Ravi Rebecca Rita Robin
    Rosa Ruben Ruth Sabine Salma Samir Samuel Sara Selma Sergei Simon Sofia Sonia Stefan Sunil Susana Sven Tamar Tariq Tessa Theo Tomas
    Uma Ursula Valentin Vera Victor Viola Wanda Wei Yara Yasmin Yusuf Yuki Zainab Zoe Zora`),
  surname: listed(`
    Abbas Acosta Adler Ahlberg Almeida Andersen Aoki Arnold Bach Baker Banerjee Baptiste Bauer Becker Bellini Berg Bianchi Blake Bloom
    Boateng Bose Braun Brooks Bruun Caruso Castillo Chandra Chung Clarke Conti Cruz Dahl Danso Das Delgado Demir Diallo Dietrich Doyle
    Dubois Duarte Eriksson Esposito Evans Farkas Fernandez Ferrari Fischer Fleming Fontaine Forsberg Fuchs Garcia Gauthier Goldberg Gomez
    Gray Gruber Gupta Haas Hamdan Hansen Harper Hayashi Heller Hermans Hoffmann Holm Horvat Hughes Ibarra Ivanova Iyer Jansen Jensen Jung
    Kaya Keller Khalil Kim Klein Kowalski Kraus Kumar Lambert Larsen Laurent Lehmann Leone Lindqvist Lopez Lund Mahmoud Maier Marin
    Marquez Martens Mbeki Mendes Meyer Molina Moreau Morris Mueller Murphy Nagy Nakamura Navarro Nielsen Nkosi Novak Obi Okafor Olsen
    Ortega Osei Palmer Pereira Petit Petrov Popescu Quinn Ramos Rao Reid Richter Rivera Romano Rossi Roux Saito Santos Sato Schmidt Schulz
    Sharma Silva Singh Soto Stone Suzuki Svensson Takahashi Tan Torres Turner Vargas Vega Virtanen Vogel Wagner Walsh Weber Winter Wolf
    Yamada Yilmaz Zhang Ziegler`),
  city: phrases(`
    Aarhus; Accra; Adelaide; Ankara; Antwerp; Athens; Auckland; Austin; Bangalore; Barcelona; Basel; Belgrade; Bergen; Berlin; Bilbao;
    Bogota; Bologna; Bordeaux; Boston; Bristol; Brno; Brussels; Bucharest; Budapest; Cairo; Calgary; Cape Town; Cardiff; Casablanca;
    Chennai; Chicago; Cologne; Copenhagen; Cork; Dakar; Dallas; Delhi; Denver; Dresden; Dublin; Durban; Edinburgh; Fukuoka; Gdansk; Geneva;
    Genoa; Ghent; Glasgow; Gothenburg; Graz; Hamburg; Hanoi; Helsinki; Istanbul; Izmir; Jakarta; Karachi; Krakow; Lagos; Lausanne; Leeds;
    Leipzig; Lille; Lima; Lisbon; Ljubljana; London; Lyon; Madrid; Malmo; Manchester; Manila; Marseille; Medellin; Melbourne; Milan; Montreal;
    Mumbai; Munich; Nagoya; Nairobi; Nantes; Naples; Nice; Oporto; Osaka; Oslo; Ottawa; Palermo; Paris; Perth; Phoenix; Poznan; Prague; Pune;
    Quito; Recife; Riga; Rome; Rosario; Rotterdam; Salvador; Santiago; Sapporo; Seattle; Seoul; Seville; Singapore; Sofia; Split; Stockholm;
    Stuttgart; Sydney; Taipei; Tallinn; Tampere; Tokyo; Toronto; Trieste; Tunis; Turin; Utrecht; Valencia; Vancouver; Vienna; Vilnius;
    Warsaw; Wellington; Zagreb; Zurich`),
};

const ONSETS = listed(
  'b br c cl d dr f fl g gr h j k kr l m n p pl qu r s sk st t tr v w z al el or un am en ar is ov',
);
const MIDDLES = listed('a e i o u ai ea io ou ae ar el in or ul am en ist and ell');
const CLOSES = listed(
  'va ra lin dor mex ton via nix lo sa ter ven ka ris mund lane field ora ium ex aro ick ost elle ida une yx ane ero isk',
);

/** Chances to draw from, as much as an invented name needs. */
interface Chance {
  pick<T>(from: readonly T[]): T;
  chance(probability: number): boolean;
}

/** A pronounceable name that belongs to nobody, for brands, products and projects. */
export function inventedName(random: Chance): string {
  const middle = random.pick(MIDDLES) + (random.chance(0.35) ? random.pick(ONSETS) + random.pick(MIDDLES) : '');
  const name = random.pick(ONSETS) + middle + random.pick(CLOSES);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
