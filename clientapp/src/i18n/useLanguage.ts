import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import type { Language } from './language';

/** The language alone, for what stands in every cell and has no texts of its own. */
export const useLanguage = (): Language => useSyncExternalStore(subscribe, () => (i18next.language === 'en' ? 'en' : 'zh-CN'));

function subscribe(changed: () => void) {
  i18next.on('languageChanged', changed);
  return () => i18next.off('languageChanged', changed);
}
