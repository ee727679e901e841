/** Screens behind the sign-in: without a session the person is led there and back again. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { onSignInNeeded } from '../api/client.ts';
import { ErrorNotice } from '../ui/states.tsx';
import { Frame } from './frame.tsx';
import { SESSION_KEY, useSessionQuery } from './session.ts';

export function SignedIn(): ReactNode {
  const query = useSessionQuery();
  const navigate = useNavigate();
  const client = useQueryClient();
  const here = useLocation({ select: (location) => location.href });
  const isOut = query.data === null;
  useEffect(() => {
    // on the way out this runs again with the sign-in page's own address, which leads nowhere
    if (!isOut || here.startsWith('/dang-nhap')) return;
    void navigate({ to: '/dang-nhap', search: { ve: here } as never, replace: true });
  }, [isOut, here, navigate]);
  useEffect(() => onSignInNeeded(() => client.setQueryData(SESSION_KEY, null)), [client]);
  if (query.data) return <Frame session={query.data} />;
  if (!query.isError) return null;
  return (
    <main style={{ maxWidth: '36rem', margin: '4rem auto', padding: '0 1rem' }}>
      <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
    </main>
  );
}
