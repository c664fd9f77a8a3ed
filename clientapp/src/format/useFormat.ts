import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { currentUser, subscribe } from '../api/session';
import { createFormatter } from './format';

export function useFormat() {
  const { i18n } = useTranslation();
  const me = useSyncExternalStore(subscribe, currentUser);
  const timeZone = me?.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone;
  return useMemo(() => createFormatter(i18n.language === 'en' ? 'en' : 'zh-CN', timeZone), [i18n.language, timeZone]);
}
