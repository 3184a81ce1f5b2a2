import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { loadUsage } from '../support/load-usage.js';

/** Sentences as people write them to a model, long and short. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Write a short poem about the sea.',
    'How do I sort a list in Python?',
    'What is the capital of Australia and why was it chosen?',
  ],
  de: [
    'Schreibe ein kurzes Gedicht über das Meer.',
    'Wie sortiere ich eine Liste in Python?',
    'Was ist die Hauptstadt von Australien und warum wurde sie gewählt?',
  ],
  fr: [
    'Écris un court poème sur la mer.',
    'Comment trier une liste en Python ?',
    "Quelle est la capitale de l'Australie et pourquoi a-t-elle été choisie ?",
  ],
  es: [
    'Escribe un poema corto sobre el mar.',
    '¿Cómo ordeno una lista en Python?',
    '¿Cuál es la capital de Australia y por qué fue elegida?',
  ],
  pt: [
    'Escreva um poema curto sobre o mar.',
    'Como ordeno uma lista em Python?',
    'Qual é a capital da Austrália e por que ela foi escolhida?',
  ],
  it: [
    'Scrivi una breve poesia sul mare.',
    'Come ordino una lista in Python?',
    "Qual è la capitale dell'Australia e perché è stata scelta?",
  ],
  nl: [
    'Schrijf een kort gedicht over de zee.',
    'Hoe sorteer ik een lijst in Python?',
    'Wat is de hoofdstad van Australië en waarom is die gekozen?',
  ],
  sv: [
    'Skriv en kort dikt om havet.',
    'Hur sorterar jag en lista i Python?',
    'Vad är huvudstaden i Australien och varför valdes den?',
  ],
  da: [
    'Skriv et kort digt om havet til mig.',
    'Hvad er hovedstaden i Australien, og hvorfor blev den valgt af dem?',
    'Jeg vil gerne vide, hvad jeg skal gøre af mine penge.',
  ],
  no: [
    'Kan du hjelpe meg å skrive et brev?',
    'Hva er hovedstaden i Australia, og hvorfor ble den valgt av dem?',
    'Jeg lurer på hva jeg kan gjøre for å lære å programmere.',
  ],
  fi: [
    'Kirjoita lyhyt runo merestä.',
    'Miten lajittelen listan Pythonissa?',
    'Mikä on Australian pääkaupunki ja miksi se valittiin?',
  ],
  pl: [
    'Napisz krótki wiersz o morzu.',
    'Jak posortować listę w Pythonie?',
    'Co jest stolicą Australii i dlaczego została wybrana?',
  ],
  cs: [
    'Napiš krátkou báseň o moři.',
    'Jak seřadím seznam v Pythonu?',
    'Co je hlavní město Austrálie a proč bylo vybráno?',
  ],
  ro: [
    'Scrie o poezie scurtă despre mare.',
    'Cum sortez o listă în Python?',
    'Care este capitala Australiei și de ce a fost aleasă?',
  ],
  tr: [
    'Deniz hakkında kısa bir şiir yaz.',
    "Python'da bir listeyi nasıl sıralarım?",
    "Avustralya'nın başkenti neresi ve neden seçildi?",
  ],
  hu: [
    'Írj egy rövid verset a tengerről.',
    'Hogyan rendezek egy listát Pythonban?',
    'Mi Ausztrália fővárosa, és miért azt választották?',
  ],
  id: [
    'Tuliskan puisi pendek tentang laut.',
    'Bagaimana cara mengurutkan daftar di Python?',
    'Apa ibu kota Australia dan mengapa kota itu dipilih?',
  ],
  vi: [
    'Hãy viết một bài thơ ngắn về biển.',
    'Làm thế nào để sắp xếp một danh sách trong Python?',
    'Thủ đô của Úc là gì và vì sao được chọn?',
  ],
  ru: [
    'Напиши короткое стихотворение о море.',
    'Как отсортировать список в Python?',
    'Какая столица у Австралии и почему её выбрали?',
  ],
  uk: ['Напиши короткий вірш про море.', 'Як відсортувати список у Python?', 'Яка столиця Австралії і чому її обрали?'],
  bg: [
    'Напиши кратко стихотворение за морето със звучни рими.',
    'Как да сортирам списък в Python?',
    'Коя е столицата на Австралия и защо е избрана?',
  ],
  sr: [
    'Напиши кратку песму о мору, молим те, на њеном језику.',
    'Како да сортирам листу која је у фајлу?',
    'Који је главни град Аустралије и зашто је изабран?',
  ],
  el: [
    'Γράψε ένα σύντομο ποίημα για τη θάλασσα.',
    'Πώς ταξινομώ μια λίστα σε Python;',
    'Ποια είναι η πρωτεύουσα της Αυστραλίας;',
  ],
  he: ['כתוב שיר קצר על הים.', 'איך ממיינים רשימה ב-Python?', 'מהי בירת אוסטרליה ומדוע נבחרה?'],
  ar: ['اكتب قصيدة قصيرة عن البحر.', 'كيف أرتب قائمة في Python؟', 'ما هي عاصمة أستراليا ولماذا تم اختيارها؟'],
  fa: [
    'یک شعر کوتاه درباره دریا بنویس.',
    'چگونه یک لیست را در پایتون مرتب کنم؟',
    'پایتخت استرالیا کجاست و چرا انتخاب شد؟',
  ],
  ur: ['سمندر کے بارے میں ایک مختصر نظم لکھیں۔', 'میں فہرست کو کیسے ترتیب دوں؟', 'آسٹریلیا کا دارالحکومت کیا ہے؟'],
  th: ['เขียนบทกวีสั้นเกี่ยวกับทะเล', 'ฉันจะเรียงลำดับรายการใน Python ได้อย่างไร', 'เมืองหลวงของออสเตรเลียคืออะไร'],
  hi: ['समुद्र पर एक छोटी कविता लिखो।', 'मैं Python में सूची कैसे क्रमबद्ध करूँ?', 'ऑस्ट्रेलिया की राजधानी क्या है?'],
  zh: ['写一首关于大海的短诗。', '如何在Python中对列表排序？', '澳大利亚的首都是哪里，为什么选它？'],
  ja: [
    '海についての短い詩を書いてください。',
    'Pythonでリストを並べ替えるには？',
    'オーストラリアの首都はどこですか。',
  ],
  ko: ['바다에 대한 짧은 시를 써 줘.', 'Python에서 리스트를 어떻게 정렬하나요?', '호주의 수도는 어디인가요?'],
};

let fresh: FreshWarehouse;
let client: ClickHouseClient;
beforeAll(async () => {
  fresh = await freshWarehouse();
  const { url, username, password } = fresh.owner;
  client = createClient({ url, username, password, database: fresh.database });
});
afterAll(async () => {
  await client.close();
  await fresh.close();
});

let loads = 0;

/** Languages of some texts, in their order. */
async function languages(texts: readonly string[]): Promise<string[]> {
  const source = `speech-${++loads}`;
  const at = '2026-03-02T10:00:00Z';
  const lines = texts.map((prompt, n) => JSON.stringify({ source, id: String(n), at, account: 'a', prompt }));
  await loadUsage(fresh, `${lines.join('\n')}\n`, new Date(at));
  const answer = await client.query({
    query: `SELECT language FROM fingerprint INNER JOIN usage AS u USING (record)
            WHERE u.source = {source:String} ORDER BY toUInt32(u.id)`,
    query_params: { source },
    format: 'JSONEachRow',
  });
  return (await answer.json<{ language: string }>()).map(({ language }) => language);
}

describe('the language of a text', () => {
  it('is told rightly for nine in ten sentences of 32 languages, and wrongly for one in fifty at most', async () => {
    const sentences = Object.entries(SAID).flatMap(([language, said]) => said.map((text) => ({ language, text })));
    const found = await languages(sentences.map(({ text }) => text));
    const others = sentences.flatMap(({ language, text }, n) =>
      found[n] === language ? [] : [`${text} → ${found[n]}`],
    );
    expect(1 - others.length / sentences.length, others.join('\n')).toBeGreaterThanOrEqual(0.9);
    const wrong = others.filter((other) => !other.endsWith('→ '));
    expect(wrong.length / sentences.length, wrong.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('is empty for what is no language, or too little of one', async () => {
    const nothing = ['12345', 'x = foo(bar)', '😀😀😀', 'ok', 'Ñandú', 'https://shop.example/de/der/die/das'];
    expect(await languages(nothing)).toEqual(nothing.map(() => ''));
  });

  it('is that of the text around names and quotations of another script', async () => {
    expect(
      await languages([
        'How do you say «Привет» in the language of Ukraine, and what is the reply to it?',
        'Переведи на английский: hello world, good morning. И объясни, почему это так.',
        '请解释一下 Kubernetes 的 deployment 和 service 有什么区别',
      ]),
    ).toEqual(['en', 'ru', 'zh']);
  });
});
