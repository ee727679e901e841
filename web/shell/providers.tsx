/** What every screen stands on: theme, language, the cache of fetched data, notices. */
import { MantineProvider, MantineThemeProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { ApiFault } from '../api/client.ts';
import { LanguageProvider, useText } from '../text/language.tsx';
import { resolveVariables, theme } from '../theme/theme.ts';

const TRIES_MAX = 2;

export function Providers({ children }: { children: ReactNode }): ReactNode {
  const [client] = useState(makeQueryClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <NamedCrosses>
            <Notifications position="bottom-right" />
            {children}
          </NamedCrosses>
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** The cross of dialogs, notices and pills says what it does to those who cannot see it. */
function NamedCrosses({ children }: { children: ReactNode }): ReactNode {
  const { close } = useText().action;
  const named = useMemo(() => {
    const defaultProps = { 'aria-label': close };
    return { components: { CloseButton: { defaultProps }, ModalCloseButton: { defaultProps } } };
  }, [close]);
  return <MantineThemeProvider theme={named}>{children}</MantineThemeProvider>;
}

/** The page's nonce, without which the server's policy refuses style elements. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Only what may heal by itself is tried again: the network and failures of the server. */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        refetchOnWindowFocus: false,
        retry: (count, error) =>
          count < TRIES_MAX &&
          error instanceof ApiFault &&
          (error.kind === 'network' || error.kind === 'server'),
      },
    },
  });
}
