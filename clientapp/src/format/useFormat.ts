import { useSyncExternalStore } from 'react';
import { currentUser, subscribe } from '../api/session';
import { currentLanguage } from '../i18n/language';
import { useLanguage } from '../i18n/useLanguage';
import { formatterOf } from './format';
import { useMinute } from './useMinute';

export function useFormat() {
  const language = useLanguage();
  const timeZone = useSyncExternalStore(subscribe, currentZone);
  useMinute();
  return formatterOf(language, timeZone);
}

/** The formatter of the moment, for what is not drawn. */
export const currentFormatter = () => formatterOf(currentLanguage(), currentZone());

const currentZone = () => currentUser()?.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone;
