import { useSyncExternalStore } from 'react';
import { currentUser, subscribe } from '../api/session';
import { useLanguage } from '../i18n/useLanguage';
import { formatterOf } from './format';
import { useMinute } from './useMinute';

export function useFormat() {
  const language = useLanguage();
  const me = useSyncExternalStore(subscribe, currentUser);
  useMinute();
  return formatterOf(language, me?.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone);
}
