import { useTranslation } from 'react-i18next';

type Named = { name: string; nameEn?: string | null; purpose?: string | null; purposeEn?: string | null };

/** Words of a questionnaire in the language of the page; English has its own where somebody wrote them. */
export function useNames() {
  const { i18n } = useTranslation();
  const english = i18n.language === 'en';
  return {
    nameOf: ({ name, nameEn }: Named) => (english && nameEn) || name,
    purposeOf: ({ purpose, purposeEn }: Named) => (english && purposeEn) || purpose,
    textOf: ({ text, textEn }: { text: string; textEn: string }) => (english && textEn) || text,
  };
}
