import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useDeferredValue } from 'react';
import css from './customers.module.css';
import { similarCustomers } from './customers.queries';

type Filter = Parameters<typeof similarCustomers>[0];

/** Customers that are there already, while one is being entered; a courtesy, not a refusal. */
export function SimilarCustomers({ label, filter }: { label: string; filter: Filter | null }) {
  const asked = useDeferredValue(filter);
  const similar = useQuery({ ...similarCustomers(asked ?? { name: { contains: '' } }), enabled: asked !== null });
  if (!asked || !similar.data?.length) return <div role="status" className="sr-only" />;
  return (
    <div role="status" className={css.similar}>
      <TriangleAlert size={14} aria-hidden />
      {label}
      {similar.data.map(({ id, name, ownerName }) => (
        <span key={id}>
          <Link to="/customers/$id" params={{ id }} target="_blank">{name}</Link>
          {ownerName && <span className="meta"> {ownerName}</span>}
        </span>
      ))}
    </div>
  );
}
