import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowDownLeft, ArrowUpRight, CircleCheck, CircleX, Ellipsis, Pencil, RotateCcw, Trash2, TriangleAlert } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldDisplay } from '../../fields/registry';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Menu, type MenuItem } from '../../ui/Menu';
import { toast } from '../../ui/toast';
import { channelIcons } from './channels';
import { FileList } from './Files';
import css from './timeline.module.css';
import { deleteEntry, reopenFollowUp, restoreEntry, useTimelineChanged, type Subject, type TimelineItem } from './timeline.queries';

const marks = { done: { icon: CircleCheck, tone: 'good' }, cancelled: { icon: CircleX, tone: 'neutral' }, missed: { icon: TriangleAlert, tone: 'warn' } } as const;

export function TimelineEntry({ item, of, onEdit }: { item: TimelineItem; of: Subject; onEdit: (item: TimelineItem) => void }) {
  const { t } = useTranslation(['timeline', 'activities', 'common']);
  const format = useFormat();
  const Icon = channelIcons[item.channel];
  const mark = item.status && item.status !== 'planned' ? marks[item.status] : null;
  const others = item.contacts.filter((contact) => of.type === 'customer' || contact.id !== of.id);

  return (
    <li className={css.entry}>
      <span className={css.icon} data-kind={item.kind}><Icon size={16} aria-hidden /></span>
      <article className={css.content} aria-label={item.subject}>
        <header className={css.head}>
          <span className="sr-only">{t(`activities:channel.${item.channel}`)}</span>
          <b className={css.subject}>{item.subject}</b>
          {mark && <Badge tone={mark.tone}><mark.icon size={12} aria-hidden style={{ verticalAlign: '-2px' }} /> {t(`activities:status.${item.status!}`)}</Badge>}
          {item.outcome && <FieldDisplay field={{ key: 'outcome', type: 'code', label: t('outcome'), codeList: 'interaction_outcome' }} value={item.outcome} />}
          <EntryMenu item={item} onEdit={onEdit} />
        </header>
        <p className={css.meta}>
          <time dateTime={item.at} title={format.instant(item.at)} className="figures">{format.time(item.at)}</time>
          {item.direction && (
            <span>
              {item.direction === 'inbound' ? <ArrowDownLeft size={12} aria-hidden /> : <ArrowUpRight size={12} aria-hidden />}
              {t(`direction.${item.direction}`)}
            </span>
          )}
          {item.durationMinutes !== null && item.durationMinutes > 0 && <span className="figures">{t('minutes', { count: item.durationMinutes })}</span>}
          <span>{item.ownerName}</span>
          {others.map((contact) => <Link key={contact.id} to="/contacts/$id" params={{ id: contact.id }}>{contact.name}</Link>)}
          {of.type === 'contact' && item.customerId && <Link to="/customers/$id" params={{ id: item.customerId }}>{item.customerName}</Link>}
        </p>
        {item.body && <LongText text={item.body} />}
        {item.result && <LongText text={item.result} />}
        {item.answers && <LongText text={item.answers} />}
        {item.files.length > 0 && <FileList files={item.files} />}
      </article>
    </li>
  );
}

function EntryMenu({ item, onEdit }: { item: TimelineItem; onEdit: (item: TimelineItem) => void }) {
  const { t } = useTranslation(['timeline', 'activities', 'common']);
  const changed = useTimelineChanged();
  const restore = useMutation({ mutationFn: restoreEntry, onSuccess: changed });
  const remove = useMutation({
    mutationFn: deleteEntry,
    onSuccess: async () => {
      toast(t('deleted', { subject: item.subject }), { undo: () => restore.mutate(item) });
      await changed();
    },
  });
  const reopen = useMutation({
    mutationFn: reopenFollowUp,
    onSuccess: async () => {
      toast(t('activities:done.reopened'));
      await changed();
    },
  });

  const items: MenuItem[] = [];
  if (item.kind === 'interaction' && item.can.update) items.push({ label: t('common:action.edit'), icon: Pencil, onSelect: () => onEdit(item) });
  if (item.kind === 'follow_up' && item.can.delete) items.push({ label: t('activities:action.reopen'), icon: RotateCcw, onSelect: () => reopen.mutate(item) });
  if (item.can.delete) items.push({ label: t('common:action.delete'), icon: Trash2, danger: true, onSelect: () => remove.mutate(item) });
  if (items.length === 0) return null;

  const label = t('activities:action.more', { subject: item.subject });
  return (
    <span className={css.menu}>
      <Menu label={label} trigger={(props) => <IconButton {...props} size="small" label={label} icon={Ellipsis} />} items={items} />
    </span>
  );
}

/** Six lines, and the rest on demand. */
function LongText({ text }: { text: string }) {
  const { t } = useTranslation('timeline');
  const paragraph = useRef<HTMLParagraphElement>(null);
  const [long, setLong] = useState(false);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const { scrollHeight, clientHeight } = paragraph.current!;
    setLong(scrollHeight > clientHeight + 1);
  }, [text]);

  return (
    <>
      <p ref={paragraph} className={css.text} data-open={open || undefined}>{text}</p>
      {(long || open) && <button type="button" className={css.link} aria-expanded={open} onClick={() => setOpen(!open)}>{t(open ? 'less' : 'all')}</button>}
    </>
  );
}
