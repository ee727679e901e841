/** Screens behind the sign-in: without a session the person is led there and back again. */
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { onSignInNeeded } from '../api/client.ts';
import { Frame } from './frame.tsx';
import { useForgetAll, useSession } from './session.ts';

export function SignedIn(): ReactNode {
  const session = useSession();
  const navigate = useNavigate();
  const forget = useForgetAll();
  const here = useLocation({ select: (location) => location.href });
  const isOut = session === null;
  useEffect(() => {
    if (isOut) void navigate({ to: '/dang-nhap', search: { ve: here } as never, replace: true });
  }, [isOut, here, navigate]);
  useEffect(() => onSignInNeeded(forget), [forget]);
  if (!session) return null;
  return <Frame session={session} />;
}
