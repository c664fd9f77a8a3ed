import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';

export function TagsPage() {
  const { t } = useTranslation('settings');
  return <Page title={t('tags.title')} />;
}
