import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/States';

/** The server did not answer at start. */
export function Unreachable() {
  const { t } = useTranslation();
  return (
    <main role="alert">
      <EmptyState icon={CircleAlert} title={t('errors.offline')} action={<Button onClick={() => location.reload()}>{t('errors.retry')}</Button>} />
    </main>
  );
}
