import { useTranslation } from 'react-i18next';

/** What a rule is called in the language of the page: English has a name of its own where somebody gave it one. */
export function useNameOf() {
  const { i18n } = useTranslation();
  return (name: string | null | undefined, nameEn: string | null | undefined) => (i18n.language === 'en' ? nameEn ?? name : name) ?? '';
}
