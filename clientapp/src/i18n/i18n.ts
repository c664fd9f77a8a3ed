import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage, rememberLanguage, type Language } from './language';

const files = import.meta.glob<{ default: Record<string, unknown> }>('./{zh-CN,en}/*.json');

/** Each language and namespace is its own chunk, fetched with the route that needs it. */
const chunks: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, namespace, done) {
    const load = files[`./${language}/${namespace}.json`];
    if (!load) return done(new Error(`No texts for ${language}/${namespace}`), false);
    load().then(
      (file) => done(null, file.default as Record<string, string>),
      (error: Error) => done(error, false),
    );
  },
};

export async function startI18n(language: Language = initialLanguage()) {
  document.documentElement.lang = language;
  await i18next
    .use(chunks)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      supportedLngs: ['zh-CN', 'en'],
      ns: ['boot'],
      defaultNS: 'boot',
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
}

export async function changeLanguage(language: Language) {
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}

/** For route loaders: the texts are there before the page shows. */
export const loadTexts = (...namespaces: string[]) => i18next.loadNamespaces(namespaces);

/** For `lazy`: a part of a page together with the texts it needs, which come with it and not before. */
export const withTexts = <T>(file: Promise<T>, ...namespaces: string[]): Promise<T> => Promise.all([file, loadTexts(...namespaces)]).then(([loaded]) => loaded);
