import { lines } from './listed.js';

/**
 * Prompts that go round in public lists and are pasted word for word by hundreds of strangers.
 *
 * Written for this world in the manner of such lists; a slot takes what the person adds at the end.
 */
export const POPULAR_PROMPTS: readonly string[] = lines(`
  Act as a patient language partner. I will write in English and you answer in simple English, correct my mistakes in brackets and end every reply with one question. My first sentence is about {things}.
  I want you to act as an interviewer for the position I name. Ask me one question at a time like a real interviewer does, wait for my answer and give no explanations. The position is {person}.
  Explain the following to me as if I were five years old, then as if I were fifteen, then as if I were an expert, and finish with a one sentence summary: {thing}.
  You are a seasoned editor. Improve the clarity, flow and rhythm of my text, keep my voice, do not add facts, and list your three most important changes below the result. Text follows: {things}.
  Create a thirty day plan that helps me learn the skill below in twenty minutes a day, with one exercise, one resource and one way to check progress for each week. Skill: {thing}.
  Act as a devil's advocate. Attack my idea from the side of customers, rivals, lawyers and accountants in turn, then tell me which single objection you would fix first. Idea: {thing}.
  I want you to act as a travel guide. I will write you my location and you will suggest a place to visit near it, and similar places close to the first one. I am in {city}.
  Write a weekly meal plan for two people with a small budget, list all groceries by shop section with rough prices, and reuse leftovers on the following day. Avoid {thing}.
  Pretend to be a text adventure. Describe each room in two sentences, list exits, track my inventory and never decide for me. Start the adventure in a forgotten {thing}.
  Summarise the article I paste in exactly five bullet points, then give the strongest counterargument, the weakest claim and a question the author did not answer. Article on {things}.
  Help me make a hard decision. Ask me five questions one by one, then lay out the options in a table with costs, benefits, risks and regrets in ten years. Decision about {thing}.
  Act as a stand-up comedian and write a two minute routine about an everyday subject with a callback at the end and no jokes about looks or origin. Subject: {things}.
  Turn my rough bullet notes into a polite and professional email of at most one hundred and twenty words with a clear subject line and one call to action. Notes: {thing}, {name}.
  You are my rubber duck. Never give me code, only ask questions that lead me to find the fault in my program by myself, one at a time. My problem concerns {things}.
  Act as a motivational coach. I tell you about my goals and challenges, and it is your job to suggest strategies that help me reach them. My goal today is {thing}.
  Give me ten unusual names for the project described below, each with a short reason, a tagline, and a note on how it sounds in three other languages. Project: {thing}.
`);
