import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../text/language.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';

export function NotFound(): ReactNode {
  const t = useText();
  return (
    <Page title={t.notFound.title}>
      <Empty title={t.notFound.title} hint={t.notFound.text}>
        <Button component={Link} to="/" variant="default" mt="sm">
          {t.notFound.home}
        </Button>
      </Empty>
    </Page>
  );
}
