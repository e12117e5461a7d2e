import { Skeleton } from "antd";

export function PageSkeleton() {
  return (
    <div style={{ padding: 24 }}>
      <Skeleton active title={{ width: 240 }} paragraph={{ rows: 8 }} />
    </div>
  );
}
