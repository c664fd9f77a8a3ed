export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

const key = 'crm.language';

export function initialLanguage(): Language {
  const saved = localStorage.getItem(key);
  if (saved === 'zh-CN' || saved === 'en') return saved;
  return navigator.languages.find((name) => /^(zh|en)/i.test(name))?.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

export const currentLanguage = (): Language => (document.documentElement.lang === 'en' ? 'en' : 'zh-CN');

export function rememberLanguage(language: Language) {
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
}
