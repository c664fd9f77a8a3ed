import { useTranslation } from 'react-i18next';
import type { ConflictField } from '../../fields/conflicts';
import { When } from '../../format/When';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import css from './history.module.css';
import type { Part, UndoneChange } from './history.queries';
import { FromTo } from './HistoryEntry';
import { useShownFields } from './useShownFields';

type Props = { result: UndoneChange; part: Part | undefined; shown: (key: string) => ConflictField; busy: boolean; onForce: () => void; onClose: () => void };

/** What was taken back and what was left, because somebody has changed it since; that goes back only when it is asked for. */
export function UndoDialog({ result, part, shown: ofRecord, busy, onForce, onClose }: Props) {
  const { t } = useTranslation(['history', 'common']);
  const ofPart = useShownFields(part ?? result.entity, [], 'alone');
  const shown = part ? ofPart : ofRecord;
  const forcible = result.kept.some((field) => field.reason === 'changed_since');
  return (
    <Dialog
      wide
      title={t(result.verb ? 'result.partly' : 'result.nothing')}
      onClose={onClose}
      footer={
        <>
          {forcible && <Button variant="danger" busy={busy} onClick={onForce}>{t('result.force')}</Button>}
          <Button variant="primary" onClick={onClose}>{t('result.leave')}</Button>
        </>
      }
    >
      {result.undone.length > 0 && (
        <section>
          <h3 className={css.part}>{t('result.undone')}</h3>
          <dl className={css.fields}>
            {result.undone.map((field) => (
              <div key={field.field}>
                <dt>{shown(field.field).label}</dt>
                <dd><FromTo change={field} shown={shown} /></dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section>
        <h3 className={css.part}>{t('result.kept')}</h3>
        <dl className={css.fields}>
          {result.kept.map((field) => (
            <div key={field.field}>
              <dt>{shown(field.field).label}</dt>
              <dd>
                <FromTo change={{ field: field.field, before: field.now, after: field.before }} shown={shown} />
                <p className={css.meta}>
                  <span>{field.reason === 'changed_since' ? t('result.since', { name: field.userName ?? t('system') }) : t('result.readOnly')}</span>
                  {field.reason === 'changed_since' && field.at && <When value={field.at} />}
                </p>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </Dialog>
  );
}
