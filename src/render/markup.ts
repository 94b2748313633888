/** For texts and attribute values of HTML and XML, which has no place for two noncharacters. */
export function escapeMarkup(text: string): string {
  return text
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
